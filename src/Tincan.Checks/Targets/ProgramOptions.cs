namespace Tincan.Checks.Targets;

/// <summary>A program, and how it is run.</summary>
public sealed record ProgramOptions
{
    /// <summary>
    /// The program and its arguments. <c>{host}</c> and <c>{port}</c> are where a server is to listen and a client to connect, <c>{dir}</c> the
    /// folder with the case's files, <c>{ts1_host}</c>, <c>{ts1_port}</c>, <c>{ts2_host}</c> and <c>{ts2_port}</c> a resolver's table servers.
    /// </summary>
    public required IReadOnlyList<string> CommandLine { get; init; }

    /// <summary>The port that is written into the program. Defaults to null: a free one is handed to it.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// A folder that each case gets a copy of, to run in. Defaults to null: the program runs in a folder of the case's own, with a link to everything that
    /// is where the check was started (none, if that is over 1,000). In both the case's files stand before the person's, and an old output file is left out.
    /// A word that names a file where the check was started, and none there, is made absolute.
    /// </summary>
    public string? WorkFolder { get; init; }

    /// <summary>The user to run it as. Defaults to null: the one that runs the check.</summary>
    public string? User { get; init; }
}
