namespace Tincan.Cli;

/// <summary>The exit codes of all commands.</summary>
internal static class ExitCode
{
    /// <summary>Success.</summary>
    public const int Fine = 0;

    /// <summary>The peer misbehaved, a check failed, or something asked for was not found.</summary>
    public const int Failed = 1;

    /// <summary>A mistake on the command line, or a bad file.</summary>
    public const int Usage = 2;

    /// <summary>Cannot connect or listen.</summary>
    public const int NoConnection = 3;

    /// <summary>The peer was idle for too long.</summary>
    public const int TimedOut = 4;

    /// <summary>The connection was lost before everything was received.</summary>
    public const int Lost = 5;

    /// <summary>Could not run: nothing to do, or a program is missing.</summary>
    public const int CouldNotRun = 6;

    /// <summary>Ended by SIGTERM before it had finished: 128 + 15, as shells report it.</summary>
    public const int Terminated = 143;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
