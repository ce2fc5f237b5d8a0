using System.Text;
using Tincan.Faults;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Checks;

/// <summary>
/// What a case has in its hands: the program, started when it is first needed, and connections to it. Everything that goes over them is
/// recorded, and obeys the faults of the run.
/// </summary>
public sealed class Trial : IAsyncDisposable
{
    private readonly ISubject _subject;
    private readonly CancellationTokenSource _over;
    private readonly Connections _connections;
    private readonly TableServers _tables;
    private readonly string _folder;
    private SocketListener? _listener;
    private IRunningSubject? _running;
    private int? _port;
    private bool _hadOwnClient;

    internal Trial(Suite suite, ISubject subject, CheckOptions options, FaultInjector? faults, Recorder recorder, string folder, CancellationToken limit)
    {
        Suite = suite;
        Options = options;
        _subject = subject;
        _folder = folder;
        _over = CancellationTokenSource.CreateLinkedTokenSource(limit);
        Limit = _over.Token;
        _connections = new Connections(suite, options, faults, recorder, Limit) { HasFixedPort = subject.HasFixedPort };
        _tables = new TableServers(_connections, suite.Tables, options);
    }

    /// <summary>The suite of the case.</summary>
    public Suite Suite { get; }

    /// <summary>How it is checked.</summary>
    public CheckOptions Options { get; }

    /// <summary>Ends when the case has to.</summary>
    public CancellationToken Limit { get; }

    /// <summary>Gives the case this time from now on: the start of the program does not count for its limit. Defaults to nothing.</summary>
    internal Action<TimeSpan> Grant { get; init; } = static _ => { };

    /// <summary>What the program has written so far to its standard output and standard error.</summary>
    public string Talk => _running?.Talk ?? "";

    /// <summary>Words that the program may take for the end, and should not.</summary>
    internal IReadOnlyList<string> EndWords => Checks.EndWords.Of(_subject);

    /// <summary>Where the table servers of the case listen, or did.</summary>
    internal IReadOnlyList<HostPort> Tables => _tables.Places;

    /// <summary>The input that a client was given. Defaults to none.</summary>
    internal ReadOnlyMemory<byte> Input { get; private set; }

    /// <summary>A client had not ended when it had all that it should write.</summary>
    internal bool HasStayed { get; private set; }

    /// <summary>What the file holds that a client may write to; empty if there is none.</summary>
    internal string Filed => (Options.OutputFile ?? Suite.OutputFile) is { } name && Read(name) is { } file ? Encoding.UTF8.GetString(file) : "";

    /// <summary>Puts a file into the program's folder, before it is started.</summary>
    public void Write(string name, ReadOnlySpan<byte> content) => File.WriteAllBytes(Path.Combine(_folder, name), content);

    /// <summary>What an earlier run has left in a client's file.</summary>
    internal const string EarlierLine = "from an earlier run\n";

    /// <summary>Leaves something in the file that a client writes to, as an earlier run does; nothing if it was not found to write one.</summary>
    internal void LeaveEarlierFile()
    {
        if (Options.WritesFile && (Options.OutputFile ?? Suite.OutputFile) is { } name)
        {
            var path = Path.Combine(_folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, EarlierLine);
        }
    }

    /// <summary>A file that the program has written; null if there is none.</summary>
    public byte[]? Read(string name) => _running?.Read(name);

    /// <summary>Starts a server, if it does not run yet.</summary>
    /// <param name="input">Its standard input: what the person at it types, all of it ahead. Defaults to nothing.</param>
    public async Task StartServerAsync(ReadOnlyMemory<byte> input = default)
    {
        if (_running is not null)
        {
            return;
        }

        await OpenTablesAsync();
        Grant(Options.StartLimit + Options.CaseLimit);
        _running = await _subject.StartAsync(NewStage(null, input), Limit);
        Grant(Options.CaseLimit);
    }

    /// <summary>Ends the server, which is then started again on the same port when it is next needed.</summary>
    internal async Task EndServerAsync()
    {
        _port = _running!.Address!.Port;
        await _running.DisposeAsync();
        _running = null;
    }

    /// <summary>Connects to the server, which is started if it does not run yet.</summary>
    /// <exception cref="CheckFailedException">It cannot be connected to.</exception>
    public async Task<Peer> ConnectAsync()
    {
        await StartServerAsync();
        var peer = await _connections.ConnectAsync(_running!.Address!);
        if (LooksForOwnClients)
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

        if (Suite.InputFile is { } file)
        {
            Write(file, input.Span);
        }

        _running = await _subject.StartAsync(NewStage(Connections.At(_listener), input), Limit);
    }

    /// <summary>Waits for the client to connect.</summary>
    /// <exception cref="CheckFailedException">It does not.</exception>
    public async Task<Peer> AcceptAsync()
    {
        Grant(Options.StartLimit + Options.CaseLimit);
        var accepting = _connections.AcceptAsync(_listener!, Options.StartLimit);
        await Task.WhenAny(accepting, _running!.Ended);
        _running.Ready();

        // Who has ended may have connected before, and will not do so again.
        await Task.WhenAny(accepting, Task.Delay(Options.Quiet, Options.Time));
        Grant(Options.CaseLimit);
        return !accepting.IsCompleted && _running.Ended.IsCompletedSuccessfully
            ? throw _connections.NeverConnected($"the program ended and did not connect ({(await _running.Ended).Words})")
            : await accepting;
    }

    /// <summary>Serves every connection to a table server, one beside the other, until the case is over.</summary>
    /// <param name="table">Which, from 0.</param>
    /// <param name="serve">Serves a connection; if it fails there, only that connection is over.</param>
    public async Task ServeTableAsync(int table, Func<Peer, Task> serve)
    {
        await OpenTablesAsync();
        _tables.Serve(table, serve);
    }

    /// <summary>Stops to listen as a table server, so that connections are refused; before the program is started, from its start on.</summary>
    /// <param name="table">Which, from 0.</param>
    public async Task RefuseAtTableAsync(int table)
    {
        await OpenTablesAsync();
        await _tables.RefuseAsync(table);
    }

    /// <summary>Waits for a client program to end by itself.</summary>
    /// <param name="patience">How long that may take. Defaults to the options' <see cref="CheckOptions.ExitLimit"/>.</param>
    /// <exception cref="CheckFailedException">It does not.</exception>
    public async Task<ProgramEnd> ExitAsync(TimeSpan? patience = null)
    {
        var wait = patience ?? Options.ExitLimit;
        try
        {
            return await _running!.Ended.WaitAsync(wait, Options.Time, Limit);
        }
        catch (TimeoutException)
        {
            throw new CheckFailedException(FailureKind.NotClosed, $"the program did not end within {wait.TotalSeconds:0.###} s") { IsOfEnding = true };
        }
    }

    /// <summary>
    /// What a client program wrote, when it has ended; or what it has written so far, if that is something and it takes its time to end, which a case of its
    /// own judges.
    /// </summary>
    /// <exception cref="CheckFailedException">It neither writes nor ends.</exception>
    internal async Task<Written> WrittenAsync()
    {
        try
        {
            return Written(await ExitAsync(Options.Patience));
        }
        catch (CheckFailedException stays) when (stays.IsOfEnding && HasWritten)
        {
            HasStayed = true;
            return Written(new ProgramEnd(null, _running!.Output)) with { Stays = stays };
        }
        catch (CheckFailedException stays) when (stays.IsOfEnding && Options.ExitLimit > Options.Patience)
        {
            return Written(await ExitAsync(Options.ExitLimit - Options.Patience));
        }
    }

    /// <summary>The same of a client that has been waited for, and has written too little: what it has written when it ends, or when it should have ended.</summary>
    internal async Task<Written> WrittenInTheEndAsync()
    {
        try
        {
            return Written(await ExitAsync(Options.ExitLimit - Options.Patience));
        }
        catch (CheckFailedException stays) when (stays.IsOfEnding)
        {
            return Written(new ProgramEnd(null, _running!.Output)) with { Stays = stays };
        }
    }

    /// <summary>Expects that the file that a server keeps comes to hold exactly these bytes.</summary>
    /// <param name="expected">Which.</param>
    /// <exception cref="CheckFailedException">It does not.</exception>
    internal async Task FiledAsync(ReadOnlyMemory<byte> expected)
    {
        var name = Options.OutputFile!;
        var began = Options.Time.GetTimestamp();
        while (Read(name) is not { } file || !file.AsSpan().SequenceEqual(expected.Span))
        {
            if (Options.Time.GetElapsedTime(began) > Options.Patience)
            {
                throw Read(name) is { } wrong
                    ? new CheckFailedException(
                        expected.Span[..^1].SequenceEqual(wrong) ? FailureKind.TerminatorMissing : wrong.Length == 0 ? FailureKind.NoAnswer : FailureKind.WrongBytes,
                        wrong.Length == 0 ? $"nothing is in the file '{name}'" : "the file holds something else")
                    { Expected = expected, Got = wrong, Where = $"in the file '{name}'", IsOfTime = true }
                    : new CheckFailedException(FailureKind.NoAnswer, $"the program has no file '{name}'") { Where = $"in the file '{name}'" };
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), Options.Time, Limit);
        }
    }

    private bool HasWritten => (Options.OutputFile ?? Suite.OutputFile) is { } name && Read(name) is { } file ? file.Length > 0 : _running!.Output.Length > 0;

    /// <summary>What a client program wrote: its output file if there is one, and otherwise its standard output.</summary>
    /// <param name="end">How it ended.</param>
    public Written Written(ProgramEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        if (Options.OutputFile is { } asked && Read(asked) is null)
        {
            throw new CheckFailedException(FailureKind.NoAnswer, $"the program ended without writing the file '{asked}'") { Where = $"in the file '{asked}'" };
        }

        return (Options.OutputFile ?? Suite.OutputFile) is { } name && Read(name) is { } file
            ? new Written(file, $"in the file '{name}'", IsFile: true)
            : new Written(end.Output, "on standard output", IsFile: false) { Around = Options.Around };
    }

    /// <summary>How the program ended; null if it still runs.</summary>
    internal ProgramEnd? EndedWith => _running is { Ended.IsCompletedSuccessfully: true } over ? over.Ended.Result : null;

    /// <summary>How a server program ended that should still run; null if it does.</summary>
    /// <param name="wait">How long its end may take. Defaults to the options' quiet.</param>
    internal async Task<ProgramEnd?> DiedAsync(TimeSpan? wait = null)
    {
        if (_running is null)
        {
            return null;
        }

        // A connection that breaks off may be heard of a moment before the end of the process whose it was.
        await Task.WhenAny(_running.Ended, Task.Delay(wait ?? Options.Quiet, Options.Time));
        return _running.Ended.IsCompletedSuccessfully ? await _running.Ended : null;
    }

    /// <summary>Why a run says nothing about the program: a client of its own took the place of ours; null if none did. Without a full stop.</summary>
    /// <param name="events">What went over our connections.</param>
    internal string? OwnClient(IReadOnlyList<WireEvent> events) =>
        HasOwnClient && !events.Any(static one => one is { Kind: WireEventKind.Receive, Direction: Direction.ToClient })
            ? $"{OwnClientWords}, and that took the connection: leave that client out of the program that is checked"
            : null;

    /// <summary>Somebody else has connected to the server than us.</summary>
    internal bool HasOwnClient => _hadOwnClient || (Suite.Side == Side.Server && _running?.Clients.Any(port => !_connections.Ports.Contains(port)) == true);

    /// <summary>The same of somebody whose connection is over, and who need not have kept us from anything.</summary>
    internal bool HadOwnClient => Suite.Side == Side.Server && _running?.GoneClients.Any(port => !_connections.Ports.Contains(port)) == true;

    /// <summary>It is looked for such a client at each connection, too: one that is reset leaves nothing. Defaults to false.</summary>
    internal bool LooksForOwnClients { get; set; }

    /// <summary>That somebody has.</summary>
    internal string OwnClientWords => $"{OwnClients.Words} against port {_running!.Address!.Port}";

    /// <summary>Ends everything: the program, the connections, the listeners.</summary>
    public async ValueTask DisposeAsync()
    {
        // Reset before the program is ended: its port is free at once, and its next start need not wait for what this one has left.
        _connections.Drop();
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }

        await _over.CancelAsync();
        await _tables.WhenOverAsync();
        await _connections.DisposeAsync();
        _over.Dispose();
    }

    private Stage NewStage(HostPort? server, ReadOnlyMemory<byte> input)
    {
        foreach (var (name, content) in Suite.Files)
        {
            var path = Path.Combine(_folder, name);
            if (!File.Exists(path))
            {
                File.WriteAllBytes(path, content);
            }
        }

        return new Stage(Suite, server, _tables.Places, input, _folder, Options) { Port = _port };
    }

    /// <summary>The ports of table servers may be written into the program, and taken by another.</summary>
    private async Task OpenTablesAsync()
    {
        try
        {
            await _tables.OpenAsync();
        }
        catch (ConnectException error)
        {
            throw new SubjectException($"a table server cannot be played: {error.Message}");
        }
    }

    /// <summary>A port that was written into the client can be taken already, which is no fault of the client's.</summary>
    private async Task<SocketListener> ListenForClientAsync()
    {
        try
        {
            return await _connections.ListenAsync(Options.ClientPort);
        }
        catch (ConnectException error)
        {
            throw new SubjectException(error.Message);
        }
    }
}
