namespace Tincan.Checks.Targets;

/// <summary>What is checked: a program, an address, or, to prove the suites, a mutant in this process.</summary>
public interface ITarget
{
    /// <summary>Whether several instances may run at the same time.</summary>
    bool CanRunInParallel { get; }

    /// <summary>What was noticed when the program was started, one sentence each, without a full stop. Defaults to none.</summary>
    IReadOnlyList<string> Notes => [];

    /// <summary>Whether the program uses the same port each time it starts, so that the port must not be left in TIME_WAIT. Defaults to false.</summary>
    bool HasFixedPort => false;

    /// <summary>Whether the program gets the addresses of so many servers that it calls on its command line. Defaults to true.</summary>
    bool TakesTableAddresses(int count) => true;

    /// <summary>Whether the program gets the value of a parameter of its assignment on its command line. Defaults to false.</summary>
    bool TakesParameter(string name) => false;

    /// <summary>Numbers in the source code that may be ports, in their order. Defaults to none.</summary>
    IReadOnlyList<int> HardCodedPorts => [];

    /// <summary>Words that the source code compares input with, in their order. Defaults to none.</summary>
    IReadOnlyList<string> ComparedWords => [];

    /// <summary>Waits until the port is free again, after a <see cref="NotJudgedException"/>.</summary>
    Task WaitForPortAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Starts the program. A server listens when the task completes.</summary>
    /// <exception cref="CheckFailedException">It did not listen, or exited at once.</exception>
    /// <exception cref="TargetException">It could not be started.</exception>
    /// <exception cref="NotJudgedException">It could not listen, for a reason that is not its fault.</exception>
    Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel);
}

/// <summary>A program that is running. Dispose stops it.</summary>
public interface IRunningTarget : IAsyncDisposable
{
    /// <summary>The address that a server listens on; null for a client.</summary>
    HostPort? Address { get; }

    /// <summary>Completes when the program exits.</summary>
    Task<ProgramExit> Exited { get; }

    /// <summary>What it has written so far to standard output and standard error, shortened if it is long.</summary>
    string Output { get; }

    /// <summary>Tells the target that the program is listening or has connected, so that it may get the input of the case. Does nothing by default.</summary>
    void ReleaseInput()
    {
    }

    /// <summary>What it has written so far to standard output, shortened if it is long. Defaults to none.</summary>
    byte[] StandardOutput => [];

    /// <summary>Whether <see cref="AwaitsInput"/> can tell. Defaults to false.</summary>
    bool ShowsWaits => false;

    /// <summary>Whether it does nothing more until one of these connections brings it something, or ends. False if that is not known. Defaults to false.</summary>
    /// <param name="connections">All our connections to it.</param>
    bool AwaitsInput(IReadOnlyList<OpenConnection> connections) => false;

    /// <summary>How long it has waited for a processor so far: time that does not count, because the machine was busy. Defaults to none, or not known.</summary>
    TimeSpan Delayed => TimeSpan.Zero;

    /// <summary>Whether it is working, or waits for a processor: false if it waits for something else, or if that is not known. Defaults to false.</summary>
    bool IsBusy => false;

    /// <summary>The ports of all clients that have connected since it was started, ours and others. Defaults to none.</summary>
    IReadOnlyList<int> Clients => [];

    /// <summary>The ports of clients whose connection is closed, including connections that were reset, as far as the system reports them. Defaults to none.</summary>
    IReadOnlyList<int> ClosedClients => [];

    /// <summary>A file that the program has written; null if there is none.</summary>
    /// <param name="name">The name that the program uses.</param>
    byte[]? Read(string name);
}

/// <summary>How a program exited.</summary>
/// <param name="ExitCode">The exit code, or 128 plus the number of the signal that ended it; null if we stopped it.</param>
/// <param name="StandardOutput">Its standard output, shortened if it is long.</param>
public sealed record ProgramExit(int? ExitCode, byte[] StandardOutput)
{
    /// <summary>The exit in words.</summary>
    public string Description => ExitCode is { } code ? code > 128 ? $"signal {code - 128}" : $"exit code {code}" : "it was stopped";
}

/// <summary>A run cannot be judged: a connection of an earlier run holds the port (TIME_WAIT), or the program served a client of its own instead of ours.</summary>
/// <param name="message">The reason: one sentence without a full stop.</param>
public sealed class NotJudgedException(string message) : Exception(message)
{
    /// <summary>Whether the program runs a client of its own, so that a second run would end the same way. Defaults to false.</summary>
    internal bool IsOwnClient { get; init; }
}

/// <summary>Nothing could be checked: the program does not exist, or may not be executed.</summary>
/// <param name="message">The reason: one sentence without a full stop.</param>
public sealed class TargetException(string message) : Exception(message);
