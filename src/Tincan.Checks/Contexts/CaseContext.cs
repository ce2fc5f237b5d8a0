using Tincan.Checks.Targets;
using Tincan.Faults.InForce;

namespace Tincan.Checks.Contexts;

/// <summary>
/// What a case has in its hands: the program, as a server that it connects to or as a client that connects to it, and what the program has written when it ends.
/// </summary>
public sealed class CaseContext : ProgramContext
{
    private WireListener? _listener;
    private bool _hadOwnClient;

    internal CaseContext(Assignment assignment, ITarget target, CheckOptions options, FaultInjector? faults, Recorder recorder, string folder, CancellationToken cancel)
        : base(assignment, target, options, faults, recorder, folder, cancel)
    {
    }

    /// <summary>Words that the program may take for the end, and should not.</summary>
    internal IReadOnlyList<string> QuitWords => Contexts.QuitWords.Of(Target);

    /// <summary>The input that a client was given. Defaults to none.</summary>
    internal ReadOnlyMemory<byte> Input { get; private set; }

    /// <summary>A client had not ended when it had all that it should write.</summary>
    internal bool DidNotExit { get; private set; }

    /// <summary>What the file holds that a client may write to; empty if there is none.</summary>
    internal string OutputFileText => (Options.OutputFile ?? Assignment.OutputFile) is { } name && Read(name) is { } file ? Encoding.UTF8.GetString(file) : "";

    /// <summary>What an earlier run has left in a client's file.</summary>
    internal const string EarlierLine = "from an earlier run\n";

    /// <summary>Leaves something in the file that a client writes to, as an earlier run does; nothing if it was not found to write one.</summary>
    internal void WriteEarlierFile()
    {
        if (Options.WritesFile && (Options.OutputFile ?? Assignment.OutputFile) is { } name)
        {
            var path = Path.Combine(Folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, EarlierLine);
        }
    }

    /// <summary>Starts a server, if it does not run yet.</summary>
    /// <param name="input">Its standard input: what the person at it types, all of it ahead. Defaults to nothing.</param>
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

    /// <summary>Ends the server, which is then started again on the same port when it is next needed.</summary>
    internal async Task StopServerAsync()
    {
        Port = Running!.Address!.Port;
        await Running.DisposeAsync();
        Running = null;
    }

    /// <summary>Connects to the server, which is started if it does not run yet.</summary>
    /// <exception cref="CheckFailedException">It cannot be connected to.</exception>
    public async Task<Peer> ConnectAsync()
    {
        await StartServerAsync();
        var peer = await Connections.ConnectAsync(Running!.Address!);
        if (DetectsOwnClients)
        {
            _hadOwnClient |= HasOwnClient;
        }

        return peer;
    }

    /// <summary>Starts a client, which is to connect to us.</summary>
    /// <param name="input">Its standard input, and what its input file holds if the suite has one.</param>
    /// <param name="refuses">Nobody listens where it connects to. Defaults to false.</param>
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

    /// <summary>Waits for the client to connect.</summary>
    /// <exception cref="CheckFailedException">It does not.</exception>
    public async Task<Peer> AcceptAsync()
    {
        ExtendTimeout(Options.StartTimeout + Options.CaseTimeout);
        var accepting = Connections.AcceptAsync(_listener!, Options.StartTimeout);
        await Task.WhenAny(accepting, Running!.Exited);
        Running.ReleaseInput();

        // Who has ended may have connected before, and will not do so again.
        await accepting.EndsWithinAsync(Options.QuietPeriod, Options.Time);
        ExtendTimeout(Options.CaseTimeout);
        return !accepting.IsCompleted && Running.Exited.IsCompletedSuccessfully
            ? throw Connections.NeverConnected($"the program ended and did not connect ({(await Running.Exited).Description})")
            : await accepting;
    }

    /// <summary>Waits for a client program to end by itself.</summary>
    /// <param name="timeout">How long that may take. Defaults to the options' <see cref="CheckOptions.ExitTimeout"/>.</param>
    /// <exception cref="CheckFailedException">It does not.</exception>
    public async Task<ProgramExit> WaitForExitAsync(TimeSpan? timeout = null)
    {
        var wait = timeout ?? Options.ExitTimeout;
        try
        {
            return await Running!.Exited.WaitAsync(wait, Options.Time, Cancel);
        }
        catch (TimeoutException)
        {
            throw new CheckFailedException(FailureKind.NotClosed, $"the program did not end within {wait.TotalSeconds:0.###} s") { IsCloseFailure = true };
        }
    }

    /// <summary>
    /// What a client program wrote, when it has ended; or what it has written so far, if that is something and it takes its time to end, which a case of its
    /// own judges.
    /// </summary>
    /// <exception cref="CheckFailedException">It neither writes nor ends.</exception>
    internal async Task<ClientOutput> GetOutputAsync()
    {
        try
        {
            return OutputOf(await WaitForExitAsync(Options.AnswerTimeout));
        }
        catch (CheckFailedException stays) when (stays.IsCloseFailure && HasWritten)
        {
            DidNotExit = true;
            return OutputOf(new ProgramExit(null, Running!.StandardOutput)) with { ExitFailure = stays };
        }
        catch (CheckFailedException stays) when (stays.IsCloseFailure && Options.ExitTimeout > Options.AnswerTimeout)
        {
            return OutputOf(await WaitForExitAsync(Options.ExitTimeout - Options.AnswerTimeout));
        }
    }

    /// <summary>The same of a client that has been waited for, and has written too little: what it has written when it ends, or when it should have ended.</summary>
    internal async Task<ClientOutput> GetFinalOutputAsync()
    {
        try
        {
            return OutputOf(await WaitForExitAsync(Options.ExitTimeout - Options.AnswerTimeout));
        }
        catch (CheckFailedException stays) when (stays.IsCloseFailure)
        {
            return OutputOf(new ProgramExit(null, Running!.StandardOutput)) with { ExitFailure = stays };
        }
    }

    /// <summary>Expects that the file that a server keeps comes to hold exactly these bytes.</summary>
    /// <exception cref="CheckFailedException">It does not.</exception>
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

    /// <summary>What a client program wrote: its output file if there is one, and otherwise its standard output.</summary>
    public ClientOutput OutputOf(ProgramExit end)
    {
        if (Options.OutputFile is { } asked && Read(asked) is null)
        {
            throw new CheckFailedException(FailureKind.NoAnswer, $"the program ended without writing the file '{asked}'") { Where = $"in the file '{asked}'" };
        }

        return (Options.OutputFile ?? Assignment.OutputFile) is { } name && Read(name) is { } file
            ? new ClientOutput(file, $"in the file '{name}'", IsFile: true)
            : new ClientOutput(end.StandardOutput, "on standard output", IsFile: false) { Surroundings = Options.Surroundings };
    }

    /// <summary>Why a run says nothing about the program: a client of its own took the place of ours; null if none did. Without a full stop.</summary>
    /// <param name="events">What went over our connections.</param>
    internal string? WhyNotServed(IReadOnlyList<WireEvent> events) =>
        HasOwnClient && !events.Any(static one => one is { Kind: WireEventKind.Receive, Direction: Direction.ToClient })
            ? $"{OwnClientNote}, and that took the connection: leave that client out of the program that is checked"
            : null;

    /// <summary>Somebody else has connected to the server than us.</summary>
    internal bool HasOwnClient => _hadOwnClient || (Assignment.Side == Side.Server && Running?.Clients.Any(port => !Connections.Ports.Contains(port)) == true);

    /// <summary>The same of somebody whose connection is over, and who need not have kept us from anything.</summary>
    internal bool HadOwnClient => Assignment.Side == Side.Server && Running?.ClosedClients.Any(port => !Connections.Ports.Contains(port)) == true;

    /// <summary>It is looked for such a client at each connection, too: one that is reset leaves nothing. Defaults to false.</summary>
    internal bool DetectsOwnClients { get; set; }

    /// <summary>That somebody has.</summary>
    internal string OwnClientNote => OwnClients.Connected(Running!.Address!.Port);

    /// <summary>A port that was written into the client can be taken already, which is no fault of the client's.</summary>
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
