using Tincan.Checks.Targets;
using Tincan.Faults.InForce;

namespace Tincan.Checks.Contexts;

/// <summary>
/// The program of a case, with its folder, its connections, and its table servers. The program is started when it is first needed. Connections are recorded,
/// and have the faults of the run.
/// </summary>
public abstract class ProgramContext : IAsyncDisposable
{
    private readonly CancellationTokenSource _cancel;
    private readonly TableServers _tables;

    private protected ProgramContext(Assignment assignment, ITarget target, CheckOptions options, FaultInjector? faults, Recorder recorder, string folder, CancellationToken cancel)
    {
        Assignment = assignment;
        Options = options;
        Target = target;
        Folder = folder;
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Cancel = _cancel.Token;
        Connections = new Connections(assignment, options, faults, recorder, Cancel) { HasFixedPort = target.HasFixedPort };
        _tables = new TableServers(Connections, assignment.TableCount, options);
    }

    /// <summary>What the program should be.</summary>
    public Assignment Assignment { get; }

    /// <summary>How the program is checked.</summary>
    public CheckOptions Options { get; }

    /// <summary>Cancels the case.</summary>
    public CancellationToken Cancel { get; }

    /// <summary>Gives the case this much time from now on, because the start of the program does not count. Defaults to doing nothing.</summary>
    internal Action<TimeSpan> ExtendTimeout { get; init; } = static _ => { };

    private protected ITarget Target { get; }

    private protected Connections Connections { get; }

    /// <summary>The folder that the program runs in.</summary>
    private protected string Folder { get; }

    /// <summary>The program; null until it is started.</summary>
    private protected IRunningTarget? Running
    {
        get;
        set
        {
            field = value;

            // What a program that calls our servers gets of them depends on what others do.
            Connections.Waits.Program = Assignment.TableCount == 0 ? value : null;
        }
    }

    /// <summary>The waits of the case for its program.</summary>
    internal Waits Waits => Connections.Waits;

    /// <summary>The port of a server that is started again; null for any port.</summary>
    private protected int? Port { get; set; }

    /// <summary>What the program has written so far to standard output and standard error.</summary>
    public string Output => Running?.Output ?? "";

    /// <summary>The addresses of the case's table servers, listening or not.</summary>
    internal IReadOnlyList<HostPort> TableAddresses => _tables.Addresses;

    /// <summary>Writes a file into the program's folder, before the program is started.</summary>
    public void Write(string name, ReadOnlySpan<byte> content) => File.WriteAllBytes(Path.Combine(Folder, name), content);

    /// <summary>A file that the program has written; null if there is none.</summary>
    public byte[]? Read(string name) => Running?.Read(name);

    /// <summary>Whether a table server is served, or refuses connections.</summary>
    internal bool IsTableServed(int table) => _tables.IsServed(table);

    /// <summary>Serves the connections to a table server, concurrently, until the case ends.</summary>
    /// <param name="table">The table server, from 0.</param>
    /// <param name="serve">Serves one connection. If it fails, only that connection ends.</param>
    public async Task ServeTableAsync(int table, Func<Peer, Task> serve)
    {
        await OpenTablesAsync();
        _tables.Serve(table, serve);
    }

    /// <summary>Stops listening as a table server, so that connections are refused. Call it before the program is started.</summary>
    public async Task RefuseAtTableAsync(int table)
    {
        await OpenTablesAsync();
        await _tables.RefuseAsync(table);
    }

    /// <summary>How the program exited; null if it is running.</summary>
    internal ProgramExit? Exit => Running is { Exited.IsCompletedSuccessfully: true } running ? running.Exited.Result : null;

    /// <summary>How a server exited that should be running; null if it is running.</summary>
    /// <param name="wait">How long to wait for it. Defaults to the quiet period.</param>
    internal async Task<ProgramExit?> UnexpectedExitAsync(TimeSpan? wait = null)
    {
        if (Running is null)
        {
            return null;
        }

        // A connection may break a moment before the system reports the exit of the process.
        await Waits.EndsWithinAsync(Running.Exited, wait ?? Options.QuietPeriod);
        return Running.Exited.IsCompletedSuccessfully ? await Running.Exited : null;
    }

    /// <summary>Stops the program, and closes connections and listeners.</summary>
    public async ValueTask DisposeAsync()
    {
        // Connections are reset before the program is stopped, so that its port is free at once for the next start.
        Connections.ResetAll();
        if (Running is not null)
        {
            await Running.DisposeAsync();
        }

        await _cancel.CancelOnContextAsync();
        await _tables.WaitAsync();
        await Connections.DisposeAsync();
        _cancel.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Waits until the program has surely done what was sent to it.</summary>
    /// <param name="timeout">How long, if it is not certain before. Defaults to the quiet period.</param>
    internal async Task SettleAsync(TimeSpan? timeout = null)
    {
        await Waits.EndsWithinAsync(Running!.Exited, timeout ?? Options.QuietPeriod, Cancel);
        Cancel.ThrowIfCancellationRequested();
    }

    private protected Launch NewLaunch(HostPort? server, ReadOnlyMemory<byte> input)
    {
        foreach (var (name, content) in Assignment.Files)
        {
            var path = Path.Combine(Folder, name);
            if (!File.Exists(path))
            {
                File.WriteAllBytes(path, content);
            }
        }

        return new Launch(Assignment, server, _tables.Addresses, input, Folder, Options) { Port = Port };
    }

    /// <summary>The hard-coded port of a table server may be in use.</summary>
    private protected async Task OpenTablesAsync()
    {
        try
        {
            await _tables.OpenAsync();
        }
        catch (ConnectException error)
        {
            throw new TargetException($"a table server cannot be played: {error.Message}");
        }
    }
}
