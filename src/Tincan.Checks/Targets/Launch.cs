namespace Tincan.Checks.Targets;

/// <summary>What a program gets when it is started for a case.</summary>
/// <param name="Assignment">What the program should be.</param>
/// <param name="Server">The address that a client connects to; null for a server.</param>
/// <param name="TableAddresses">The addresses of the table servers of a resolver.</param>
/// <param name="Input">The standard input.</param>
/// <param name="Folder">The folder of the case, with the files of the suite and of the case.</param>
/// <param name="Options">How the program is checked.</param>
public sealed record Launch(
    Assignment Assignment, HostPort? Server, IReadOnlyList<HostPort> TableAddresses, ReadOnlyMemory<byte> Input, string Folder, CheckOptions Options)
{
    /// <summary>The port for a server that is started again. Defaults to null: any free port.</summary>
    public int? Port { get; init; }

    /// <summary>The file that a client may write its answers to; null if it writes them to standard output.</summary>
    public string? OutputFile => Options.OutputFile ?? Assignment.OutputFile;
}
