namespace Tincan.Checks.Targets;

/// <summary>A program, and how to run it.</summary>
public sealed record ProgramOptions
{
    /// <summary>
    /// The program and its arguments. <c>{host}</c> and <c>{port}</c> are the address to listen on or to connect to, <c>{dir}</c> is the folder with the files
    /// of the case, <c>{ts1_host}</c>, <c>{ts1_port}</c>, <c>{ts2_host}</c> and <c>{ts2_port}</c> are the addresses of a resolver's table servers, and the name of a
    /// parameter in braces is its value.
    /// </summary>
    public required IReadOnlyList<string> CommandLine { get; init; }

    /// <summary>The port that is hard-coded in the program. Defaults to null: the program gets a free port.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// The folder that is copied for each case, and that the program runs in. Defaults to null: the program runs in an empty folder with a link to everything
    /// in the current directory (no links if there are more than 1,000 entries). In both cases files of the case have precedence, and an old output file is
    /// left out. An argument that names a file in the current directory, but none in that folder, becomes an absolute path.
    /// </summary>
    public string? WorkFolder { get; init; }

    /// <summary>A shell command that builds the program, run once in a copy of <see cref="WorkFolder"/>, which it needs; the program runs in that copy. Defaults to null: none.</summary>
    public string? Build { get; init; }

    /// <summary>The user that runs the program, by name or by number. Defaults to null: the user of the check.</summary>
    public string? User { get; init; }

    /// <summary>How much memory a process may use, in bytes (RLIMIT_DATA). Defaults to null: no limit.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>How many processes and threads the user of the program may have (RLIMIT_NPROC). Defaults to null: no limit.</summary>
    public int? ProcessLimit { get; init; }
}
