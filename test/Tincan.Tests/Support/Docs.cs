namespace Tincan.Tests.Support;

/// <summary>What is published beside the program.</summary>
internal static class Docs
{
    public static string Path(string name) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", name);

    private static string Here([CallerFilePath] string here = "") => here;
}
