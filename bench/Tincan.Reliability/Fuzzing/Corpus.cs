using System.Reflection;
using System.Security.Cryptography;

namespace Tincan.Reliability.Fuzzing;

/// <summary>Inputs that once found a mistake, a folder for each target.</summary>
internal static class Corpus
{
    private static readonly string Folder = Path.GetFullPath(
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(static one => one.Key == "Corpus").Value!);

    /// <summary>The inputs of a target, by file.</summary>
    public static IReadOnlyList<string> Of(FuzzTarget target) => Path.Combine(Folder, target.Name) is var folder && Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Keeps an input.</summary>
    /// <returns>Its file.</returns>
    public static string Keep(FuzzTarget target, byte[] input)
    {
        var file = Path.Combine(Folder, target.Name, Convert.ToHexStringLower(SHA256.HashData(input))[..16]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, input);
        return Path.GetRelativePath(Directory.GetCurrentDirectory(), file);
    }
}
