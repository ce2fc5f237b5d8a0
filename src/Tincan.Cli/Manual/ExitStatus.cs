namespace Tincan.Cli.Manual;

/// <summary>What the exit codes mean.</summary>
internal static class ExitStatus
{
    /// <summary>Each code and its meaning.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (ExitCode.Fine, "Success."),
        (ExitCode.Failed, "The peer misbehaved, a check failed, or something asked for was not found."),
        (ExitCode.Usage, "A mistake on the command line, or a bad file."),
        (ExitCode.NoConnection, "Cannot connect or listen."),
        (ExitCode.TimedOut, "Timed out."),
        (ExitCode.Lost, "The connection was lost."),
        (ExitCode.CouldNotRun, "Could not run: there is nothing to check, or a program is missing."),
        (ExitCode.Interrupted, "Ctrl-C."),
        (ExitCode.Terminated, "SIGTERM."),
    ];
}
