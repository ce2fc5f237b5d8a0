namespace Tincan.Tests.Support;

/// <summary>
/// Compares what was made with a file that a person has looked at, byte for byte. With <c>GOLDEN=write</c> in the environment the files are
/// written anew, to be looked at again.
/// </summary>
internal static class Golden
{
    /// <summary>A file beside the test's own, in <c>Golden</c>.</summary>
    public static string Path(string name, [CallerFilePath] string test = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(test)!, "Golden", name);

    public static void Check(string name, string actual, [CallerFilePath] string test = "") => CheckFile(Path(name, test), actual);

    /// <summary>A file that stands elsewhere, such as one that is published.</summary>
    public static void CheckFile(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("GOLDEN") == "write")
        {
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} is missing; GOLDEN=write writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
