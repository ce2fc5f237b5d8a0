namespace Tincan.Cli.Up;

/// <summary>The files that a plan names.</summary>
internal static class PlanFile
{
    /// <summary>Why a file cannot be read, as far as that can be told without opening it; null if nothing is in the way.</summary>
    public static string? WhyNotRead(string path) =>
        Directory.Exists(path) ? $"{Visible.Text(path)} is a folder, not a file"
        : !File.Exists(path) ? $"there is no file {Visible.Text(path)}"
        : null;
}
