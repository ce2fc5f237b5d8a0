namespace Tincan.Checks.Targets;

/// <summary>What a program is given when it is started for a case.</summary>
/// <param name="Assignment">What the program is to be.</param>
/// <param name="Server">Where a client is to connect; null for a server, which chooses its port or is given one.</param>
/// <param name="Tables">Where the table servers behind a resolver listen.</param>
/// <param name="Input">Its standard input.</param>
/// <param name="Folder">A folder of the case's own, which holds the suite's files and the case's.</param>
/// <param name="Options">How it is checked.</param>
public sealed record Launch(
    Assignment Assignment, HostPort? Server, IReadOnlyList<HostPort> Tables, ReadOnlyMemory<byte> Input, string Folder, CheckOptions Options)
{
    /// <summary>Where a server has to listen that is started again. Defaults to null: on any port that is free.</summary>
    public int? Port { get; init; }

    /// <summary>The file that a client may write its answers to; null if they go to standard output.</summary>
    public string? OutputFile => Options.OutputFile ?? Assignment.OutputFile;
}
