using Tincan.Checks.Targets;
using Tincan.Faults.InForce;

namespace Tincan.Checks.Contexts;

/// <summary>
/// The program of a case: started when it is first needed, with its folder, its connections and table servers that it may need. Everything that goes over the
/// connections is recorded, and obeys the faults of the run.
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

    /// <summary>What the program is to be.</summary>
    public Assignment Assignment { get; }

    /// <summary>How it is checked.</summary>
    public CheckOptions Options { get; }

    /// <summary>Ends when the case has to.</summary>
    public CancellationToken Cancel { get; }

    /// <summary>Gives the case this time from now on: the start of the program does not count for its limit. Defaults to nothing.</summary>
    internal Action<TimeSpan> ExtendTimeout { get; init; } = static _ => { };

    private protected ITarget Target { get; }

    private protected Connections Connections { get; }

    /// <summary>Where the program runs.</summary>
    private protected string Folder { get; }

    /// <summary>The program; null until it is started.</summary>
    private protected IRunningTarget? Running { get; set; }

    /// <summary>The port of a server that is started again; null for any.</summary>
    private protected int? Port { get; set; }

    /// <summary>What the program has written so far to its standard output and standard error.</summary>
    public string Output => Running?.Output ?? "";

    /// <summary>Where the table servers of the case listen, or did.</summary>
    internal IReadOnlyList<HostPort> TableAddresses => _tables.Addresses;

    /// <summary>Puts a file into the program's folder, before it is started.</summary>
    public void Write(string name, ReadOnlySpan<byte> content) => File.WriteAllBytes(Path.Combine(Folder, name), content);

    /// <summary>A file that the program has written; null if there is none.</summary>
    public byte[]? Read(string name) => Running?.Read(name);

    /// <summary>Serves every connection to a table server, one beside the other, until the case is over.</summary>
    /// <param name="table">Which, from 0.</param>
    /// <param name="serve">Serves a connection; if it fails there, only that connection is over.</param>
    public async Task ServeTableAsync(int table, Func<Peer, Task> serve)
    {
        await OpenTablesAsync();
        _tables.Serve(table, serve);
    }

    /// <summary>Stops to listen as a table server, so that connections are refused; before the program is started, from its start on.</summary>
    public async Task RefuseAtTableAsync(int table)
    {
        await OpenTablesAsync();
        await _tables.RefuseAsync(table);
    }

    /// <summary>How the program ended; null if it still runs.</summary>
    internal ProgramExit? Exit => Running is { Exited.IsCompletedSuccessfully: true } over ? over.Exited.Result : null;

    /// <summary>How a server program ended that should still run; null if it does.</summary>
    /// <param name="wait">How long its end may take. Defaults to the options' quiet.</param>
    internal async Task<ProgramExit?> UnexpectedExitAsync(TimeSpan? wait = null)
    {
        if (Running is null)
        {
            return null;
        }

        // A connection may break a moment before the system reports that its process has ended.
        await Running.Exited.EndsWithinAsync(wait ?? Options.QuietPeriod, Options.Time);
        return Running.Exited.IsCompletedSuccessfully ? await Running.Exited : null;
    }

    /// <summary>Ends everything: the program, the connections, the listeners.</summary>
    public async ValueTask DisposeAsync()
    {
        // Reset before the program is ended: its port is free at once, and its next start need not wait for what this one has left.
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

    /// <summary>The ports of table servers may be written into the program, and taken by another.</summary>
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
