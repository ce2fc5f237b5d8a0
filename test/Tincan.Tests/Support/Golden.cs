using System.Runtime.CompilerServices;

namespace Tincan.Tests.Support;

/// <summary>
/// Compares what was made with a file that a person has looked at, byte for byte. With <c>GOLDEN=write</c> in the environment the files are
/// written anew, to be looked at again.
/// </summary>
internal static class Golden
{
    public static void Check(string name, string actual, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("GOLDEN") == "write")
        {
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} is missing; GOLDEN=write writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
