using Tincan.Checks.Targets;
using Tincan.Faults.InForce;

namespace Tincan.Checks.Contexts;

/// <summary>
/// What a case works with: the program, which is a server that the case connects to or a client that connects to the case, and the output of the program.
/// </summary>
public sealed class CaseContext : ProgramContext
{
    private const int IdleChecks = 4;
    private static readonly TimeSpan BusyInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxBusy = TimeSpan.FromMinutes(1);

    private WireListener? _listener;
    private bool _hadOwnClient;

    internal CaseContext(Assignment assignment, ITarget target, CheckOptions options, FaultInjector? faults, Recorder recorder, string folder, CancellationToken cancel)
        : base(assignment, target, options, faults, recorder, folder, cancel)
    {
    }

    /// <summary>Words that the program may take as a command to quit, and should not.</summary>
    internal IReadOnlyList<string> QuitWords => Contexts.QuitWords.Of(Target);

    /// <summary>The input of the client. Defaults to none.</summary>
    internal ReadOnlyMemory<byte> Input { get; private set; }

    /// <summary>Whether the client was still running after it had written all its output.</summary>
    internal bool DidNotExit { get; private set; }

    /// <summary>The content of the file that a client may write to; empty if there is none.</summary>
    internal string OutputFileText => (Options.OutputFile ?? Assignment.OutputFile) is { } name && Read(name) is { } file ? Encoding.UTF8.GetString(file) : "";

    /// <summary>The content of the output file from an earlier run.</summary>
    internal const string EarlierLine = "from an earlier run\n";

    /// <summary>Creates an output file, as from an earlier run. Does nothing if the client was not found to write one.</summary>
    internal void WriteEarlierFile()
    {
        if (Options.WritesFile && (Options.OutputFile ?? Assignment.OutputFile) is { } name)
        {
            var path = Path.Combine(Folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, EarlierLine);
        }
    }

    /// <summary>Starts the server if it is not running.</summary>
    /// <param name="input">Its standard input: everything that the person at the keyboard types. Defaults to nothing.</param>
    public async Task StartServerAsync(ReadOnlyMemory<byte> input = default)
    {
        if (Running is not null)
        {
            return;
        }

        await OpenTablesAsync();
        ExtendTimeout(Options.StartTimeout + Options.CaseTimeout);
        Running = await Target.StartAsync(NewLaunch(null, input), Cancel);
        ExtendTimeout(Options.CaseTimeout);
    }

    /// <summary>Stops the server. It is started again on the same port when it is next needed.</summary>
    internal async Task StopServerAsync()
    {
        Port = Running!.Address!.Port;
        await Running.DisposeAsync();
        Running = null;
    }

    /// <summary>Whether the server can be started again: neither does somebody else run it, nor is its port hard-coded.</summary>
    internal bool CanRestart => Target.CanRunInParallel;

    /// <summary>Stops the server; the next connection starts it again, on any port.</summary>
    internal async Task RestartServerAsync()
    {
        await Running!.DisposeAsync();
        Running = null;
    }

    /// <summary>Waits until a send completes, even with an exception, or the program has stopped reading.</summary>
    /// <param name="sending">The send.</param>
    /// <param name="limit">The longest wait. A quarter of it is enough if the program is known to be idle.</param>
    internal async Task WaitForSendAsync(Task sending, TimeSpan limit)
    {
        // Each interval counts once, however long it took, so that a program on a busy machine gets processor time between them.
        for (var left = limit; left > TimeSpan.Zero && !sending.IsCompleted; left -= Running is { ShowsWaits: true, IsBusy: false } ? BusyInterval * IdleChecks : BusyInterval)
        {
            await sending.EndsWithinAsync(BusyInterval, Options.Time, Cancel);
        }
    }

    /// <summary>Waits until a server that was sent much waits for something, up to a minute: one that is busy answers nobody, and is not blocked.</summary>
    internal async Task WaitWhileBusyAsync()
    {
        ExtendTimeout(MaxBusy + Options.CaseTimeout);
        var began = Options.Time.GetTimestamp();
        for (var idle = 0; idle < IdleChecks && Options.Time.GetElapsedTime(began) < MaxBusy; idle = Running!.IsBusy ? 0 : idle + 1)
        {
            await Task.Delay(BusyInterval, Options.Time, Cancel);
        }

        ExtendTimeout(Options.CaseTimeout);
    }

    /// <summary>Connects to the server, and starts it if it is not running.</summary>
    /// <exception cref="CheckFailedException">The server cannot be reached.</exception>
    public Task<Peer> ConnectAsync() => ConnectAsync(isNarrow: false);

    /// <inheritdoc cref="ConnectAsync()"/>
    /// <param name="isNarrow">Whether the system takes as little as possible of what is not read, so that a server soon cannot send more.</param>
    internal async Task<Peer> ConnectAsync(bool isNarrow)
    {
        await StartServerAsync();
        var peer = await Connections.ConnectAsync(Running!.Address!, isNarrow);
        if (DetectsOwnClients)
        {
            _hadOwnClient |= HasOwnClient;
        }

        return peer;
    }

    /// <summary>Starts the client.</summary>
    /// <param name="input">Its standard input, and the content of its input file if the assignment has one.</param>
    /// <param name="refuses">Whether nothing listens at the address that the client connects to. Defaults to false.</param>
    public async Task StartClientAsync(ReadOnlyMemory<byte> input, bool refuses = false)
    {
        Input = input;
        _listener = await ListenForClientAsync();
        if (refuses)
        {
            await _listener.DisposeAsync();
        }

        if (Assignment.InputFile is { } file)
        {
            Write(file, input.Span);
        }

        Running = await Target.StartAsync(NewLaunch(Connections.AddressOf(_listener), input), Cancel);
    }

    /// <summary>Refuses connections from now on: the server of the client has gone. Some clients connect again when they have got no answer.</summary>
    internal ValueTask StopListeningAsync() => _listener!.DisposeAsync();

    /// <summary>Waits for the client to connect.</summary>
    /// <exception cref="CheckFailedException">The client did not connect.</exception>
    public async Task<Peer> AcceptAsync()
    {
        ExtendTimeout(Options.StartTimeout + Options.CaseTimeout);
        var accepting = Connections.AcceptAsync(_listener!, Options.StartTimeout);
        await Task.WhenAny(accepting, Running!.Exited);
        Running.ReleaseInput();

        // A client that has exited may have connected before that, but will not connect any more.
        await accepting.EndsWithinAsync(Options.QuietPeriod, Options.Time);
        ExtendTimeout(Options.CaseTimeout);
        return !accepting.IsCompleted && Running.Exited.IsCompletedSuccessfully
            ? throw Connections.NeverConnected($"the program ended and did not connect ({(await Running.Exited).Description})")
            : await accepting;
    }

    /// <summary>Waits for the client to exit.</summary>
    /// <param name="timeout">How long that may take. Defaults to <see cref="CheckOptions.ExitTimeout"/>.</param>
    /// <exception cref="CheckFailedException">The client did not exit.</exception>
    public async Task<ProgramExit> WaitForExitAsync(TimeSpan? timeout = null)
    {
        var wait = timeout ?? Options.ExitTimeout;
        if (await Waits.EndsWithinAsync(Running!.Exited, wait, Cancel))
        {
            return await Running.Exited;
        }

        Cancel.ThrowIfCancellationRequested();
        throw new CheckFailedException(FailureKind.NotClosed, $"the program did not end{Waits.Words(wait)}") { IsCloseFailure = true, IsCertain = Waits.IsEndedEarly };
    }

    /// <summary>The output of the client after it has exited. If it has not exited but has written something, that output; a case of its own judges the exit.</summary>
    /// <exception cref="CheckFailedException">The client neither wrote anything nor exited.</exception>
    internal async Task<ClientOutput> GetOutputAsync()
    {
        try
        {
            return OutputOf(await WaitForExitAsync(Options.AnswerTimeout));
        }
        catch (CheckFailedException failure) when (failure.IsCloseFailure && HasWritten)
        {
            DidNotExit = true;
            return OutputOf(new ProgramExit(null, Running!.StandardOutput)) with { ExitFailure = failure };
        }
        catch (CheckFailedException failure) when (failure.IsCloseFailure && Options.ExitTimeout > Options.AnswerTimeout)
        {
            return OutputOf(await WaitForExitAsync(Options.ExitTimeout - Options.AnswerTimeout));
        }
    }

    /// <summary>The output of a client that had not written enough: waits until it exits, or until the exit timeout.</summary>
    internal async Task<ClientOutput> GetFinalOutputAsync()
    {
        try
        {
            return OutputOf(await WaitForExitAsync(Options.ExitTimeout - Options.AnswerTimeout));
        }
        catch (CheckFailedException failure) when (failure.IsCloseFailure)
        {
            return OutputOf(new ProgramExit(null, Running!.StandardOutput)) with { ExitFailure = failure };
        }
    }

    /// <summary>Waits until the file that a server writes contains exactly these bytes.</summary>
    /// <exception cref="CheckFailedException">The file has other content after the answer timeout.</exception>
    internal async Task ExpectFileAsync(ReadOnlyMemory<byte> expected)
    {
        var name = Options.OutputFile!;
        var began = Options.Time.GetTimestamp();
        while (Read(name) is not { } file || !file.AsSpan().SequenceEqual(expected.Span))
        {
            if (Options.Time.GetElapsedTime(began) > Options.AnswerTimeout)
            {
                throw Read(name) is { } wrong
                    ? new CheckFailedException(
                        expected.Span[..^1].SequenceEqual(wrong) ? FailureKind.TerminatorMissing : wrong.Length == 0 ? FailureKind.NoAnswer : FailureKind.WrongBytes,
                        wrong.Length == 0 ? $"nothing is in the file '{name}'" : "the file holds something else")
                    { Expected = expected, Got = wrong, Where = $"in the file '{name}'", IsTimeout = true }
                    : new CheckFailedException(FailureKind.NoAnswer, $"the program has no file '{name}'") { Where = $"in the file '{name}'" };
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), Options.Time, Cancel);
        }
    }

    private bool HasWritten => (Options.OutputFile ?? Assignment.OutputFile) is { } name && Read(name) is { } file ? file.Length > 0 : Running!.StandardOutput.Length > 0;

    /// <summary>The output of the client: its output file if there is one, otherwise its standard output.</summary>
    public ClientOutput OutputOf(ProgramExit exit)
    {
        if (Options.OutputFile is { } required && Read(required) is null)
        {
            throw new CheckFailedException(FailureKind.NoAnswer, $"the program ended without writing the file '{required}'") { Where = $"in the file '{required}'" };
        }

        return (Options.OutputFile ?? Assignment.OutputFile) is { } name && Read(name) is { } file
            ? new ClientOutput(file, $"in the file '{name}'", IsFile: true)
            : new ClientOutput(exit.StandardOutput, "on standard output", IsFile: false) { Surroundings = Options.Surroundings };
    }

    /// <summary>Why a run cannot be judged, because the server served its own client instead of ours, without a full stop; null if that is not so.</summary>
    /// <param name="events">The events on our connections.</param>
    /// <param name="hasDied">
    /// Whether the program has ended. Then a client that is closed counts, too: the system lists it for a minute, but not if it has too many of them (TIME_WAIT).
    /// </param>
    internal string? WhyNotServed(IReadOnlyList<WireEvent> events, bool hasDied) =>
        (HasOwnClient || (hasDied && HadOwnClient)) && !events.Any(static one => one is { Kind: WireEventKind.Receive, Direction: Direction.ToClient })
            ? $"{OwnClientNote}, and that took the connection: leave that client out of the program that is checked"
            : null;

    /// <summary>Whether another client than ours is connected to the server.</summary>
    internal bool HasOwnClient => _hadOwnClient || (Assignment.Side == Side.Server && Running?.Clients.Any(port => !Connections.Ports.Contains(port)) == true);

    /// <summary>Whether another client than ours was connected to the server, and has closed its connection. It may not have affected us.</summary>
    internal bool HadOwnClient => Assignment.Side == Side.Server && Running?.ClosedClients.Any(port => !Connections.Ports.Contains(port)) == true;

    /// <summary>Whether to look for other clients after each connect too, because a connection that is reset leaves no trace. Defaults to false.</summary>
    internal bool DetectsOwnClients { get; set; }

    /// <summary>The note about the server's own client.</summary>
    internal string OwnClientNote => OwnClients.Connected(Running!.Address!.Port);

    /// <summary>The hard-coded port of a client may be in use, which is not the client's fault.</summary>
    private async Task<WireListener> ListenForClientAsync()
    {
        try
        {
            return await Connections.ListenAsync(Options.ClientPort);
        }
        catch (ConnectException error)
        {
            throw new TargetException(error.Message);
        }
    }
}
