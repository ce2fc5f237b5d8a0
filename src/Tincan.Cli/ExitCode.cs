namespace Tincan.Cli;

/// <summary>What every command answers its caller with.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Fine = 0;

    /// <summary>The peer misbehaved, a check failed, or something asked for was not found.</summary>
    public const int NotAsAsked = 1;

    /// <summary>Wrong words on the command line, or a bad file.</summary>
    public const int Usage = 2;

    /// <summary>Cannot connect or listen.</summary>
    public const int NoConnection = 3;

    /// <summary>The peer kept us waiting for too long.</summary>
    public const int TimedOut = 4;

    /// <summary>The connection was lost while something was still owed.</summary>
    public const int Lost = 5;

    /// <summary>Could not run: nothing to do, or a program is missing.</summary>
    public const int CouldNotRun = 6;

    /// <summary>Ended by SIGTERM before it was done, as shells report it.</summary>
    public const int Terminated = 143;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
