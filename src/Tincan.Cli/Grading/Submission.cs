namespace Tincan.Cli.Grading;

/// <summary>A submission to grade.</summary>
/// <param name="Name">Its name in the results: the folder's, the one in the list, or a number.</param>
/// <param name="Folder">The folder of its files.</param>
/// <param name="Command">The program and its arguments.</param>
internal sealed record Submission(string Name, string Folder, IReadOnlyList<string> Command)
{
    /// <summary>The shell command that makes the program; null for none.</summary>
    public string? Build { get; init; }

    /// <summary>Whether <see cref="Name"/> is a number that replaces the name. Defaults to false.</summary>
    public bool IsAnonymous { get; init; }
}
