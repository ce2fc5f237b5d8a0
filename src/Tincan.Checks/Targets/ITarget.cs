namespace Tincan.Checks.Targets;

/// <summary>What is checked: a program to be started, an address, or (to prove the suites) something in this process.</summary>
public interface ITarget
{
    /// <summary>Several may be started at the same time.</summary>
    bool CanRunInParallel { get; }

    /// <summary>What was noticed when it was started, a sentence each, without a full stop. Defaults to nothing.</summary>
    IReadOnlyList<string> Notes => [];

    /// <summary>It is started again and again on one port, which must not be left in TIME_WAIT. Defaults to false.</summary>
    bool HasFixedPort => false;

    /// <summary>A resolver is told where its table servers are. Defaults to true.</summary>
    bool TakesTableAddresses => true;

    /// <summary>The numbers in its text that may be ports, in the order of the text. Defaults to none.</summary>
    IReadOnlyList<int> HardCodedPorts => [];

    /// <summary>The words that its text compares something with, in the order of the text. Defaults to none.</summary>
    IReadOnlyList<string> ComparedWords => [];

    /// <summary>Waits until it can be started again, after a <see cref="NotJudgedException"/>.</summary>
    Task WaitForPortAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Starts it. A server listens when this completes.</summary>
    /// <exception cref="CheckFailedException">It never listened, or ended at once.</exception>
    /// <exception cref="TargetException">It could not be started at all.</exception>
    /// <exception cref="NotJudgedException">It could not listen, for a reason that is not its fault.</exception>
    Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel);
}

/// <summary>Something that is checked, while it runs. Disposing ends it, whatever it takes.</summary>
public interface IRunningTarget : IAsyncDisposable
{
    /// <summary>Where a server listens; null for a client.</summary>
    HostPort? Address { get; }

    /// <summary>Ends when the program does.</summary>
    Task<ProgramExit> Exited { get; }

    /// <summary>What it has written so far to standard output and standard error, cut if it is much.</summary>
    string Output { get; }

    /// <summary>It serves, or has connected: what the case has typed may come. Does nothing where nobody types.</summary>
    void ReleaseInput()
    {
    }

    /// <summary>What it has written so far to standard output, cut if it is much. Defaults to nothing.</summary>
    byte[] StandardOutput => [];

    /// <summary>The ports of all clients that were connected to it since it was started, ours and others. Defaults to none: nobody looks.</summary>
    IReadOnlyList<int> Clients => [];

    /// <summary>The ports of those whose connection is over, also where it was reset and nothing is left of it, as far as the system has told. Defaults to none.</summary>
    IReadOnlyList<int> ClosedClients => [];

    /// <summary>A file that it has written; null if there is none.</summary>
    /// <param name="name">As the program calls it.</param>
    byte[]? Read(string name);
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code; null if a signal ended it.</param>
/// <param name="StandardOutput">Its standard output, cut if it is much.</param>
public sealed record ProgramExit(int? ExitCode, byte[] StandardOutput)
{
    /// <summary>How, for a person.</summary>
    public string Description => ExitCode is { } code ? code > 128 ? $"signal {code - 128}" : $"exit code {code}" : "it was ended";
}

/// <summary>A run says nothing about the program: its port is held by a connection of an earlier run (TIME_WAIT), or a client of its own took our place.</summary>
/// <param name="message">Why, in one sentence without a full stop.</param>
public sealed class NotJudgedException(string message) : Exception(message)
{
    /// <summary>The program is its own client, which it will be again. Defaults to false.</summary>
    internal bool IsOwnClient { get; init; }
}

/// <summary>Nothing could be checked: the program is missing, or may not be run.</summary>
/// <param name="message">Why, in one sentence without a full stop.</param>
public sealed class TargetException(string message) : Exception(message);
