using System.Net.Sockets;
using Tincan.Recording;
using Tincan.Wires.Links;
using Tincan.Wires.Sockets;

namespace Tincan.Cli.Lab;

/// <summary>Where an experiment is run: everything it does is on loopback, on free ports, and recorded as the client sees it.</summary>
internal sealed class LabBench : IEventSink, IAsyncDisposable
{
    private readonly List<WireEvent> _events = [];
    private readonly List<IAsyncDisposable> _toClose = [];
    private readonly Recorder _recorder;

    public LabBench(CancellationToken cancel)
    {
        Cancel = cancel;
        _recorder = new Recorder(time: null, this);
    }

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Cancel { get; }

    /// <summary>What was seen on the wires.</summary>
    public IReadOnlyList<WireEvent> Events
    {
        get
        {
            lock (_events)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>What was found out, apart from what stands in the ladder.</summary>
    public List<string> Findings { get; } = [];

    public void Take(WireEvent happened)
    {
        lock (_events)
        {
            _events.Add(happened);
        }
    }

    /// <summary>Listens on a free port of 127.0.0.1.</summary>
    public async Task<SocketListener> ListenAsync()
    {
        var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0), cancel: Cancel);
        _toClose.Add(listener);
        return listener;
    }

    /// <summary>Lets something be closed when the experiment is over, last things first.</summary>
    public T Keep<T>(T thing)
        where T : IAsyncDisposable
    {
        _toClose.Add(thing);
        return thing;
    }

    /// <summary>Connects as a client whose conversation is recorded.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="who">How the client is called in the ladder.</param>
    /// <param name="speaksLines">Whether messages are shown in the ladder.</param>
    public async Task<Wire> ConnectAsync(EndPoint server, string who = "a client", bool speaksLines = true)
    {
        var links = new ConnectionPipeline(_recorder.Link(speaksLines ? MessageCodec.Lines : null)).Begin(ObservedSide.Client)!;
        var port = ((IPEndPoint)server).Port;
        try
        {
            var wire = await new Connector().ConnectAsync(new HostPort("127.0.0.1", port), Cancel);
            links.Opened($"{who} connects");
            return Keep(links.Wrap(wire));
        }
        catch (ConnectException error) when (error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            links.Opened($"{who} tries to connect");
            links.Ended(Direction.ToClient, isReset: true);
            links.Closed(CloseReason.PeerReset, "connection refused");
            throw;
        }
    }

    /// <summary>Sends text, as one segment.</summary>
    public ValueTask SayAsync(Wire wire, string text) => wire.SendAsync(Encoding.UTF8.GetBytes(text), Cancel);

    /// <summary>Receives whatever one receive gives.</summary>
    public async Task<string> ReceiveAsync(Wire wire)
    {
        var buffer = new byte[64 * 1024];
        return Encoding.UTF8.GetString(buffer, 0, await wire.ReceiveAsync(buffer, Cancel));
    }

    /// <summary>Receives for as long as something comes within a time; null if nothing does.</summary>
    public async Task<string?> ReceiveWithinAsync(Wire wire, TimeSpan limit)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        over.CancelAfter(limit);
        var buffer = new byte[64 * 1024];
        try
        {
            return Encoding.UTF8.GetString(buffer, 0, await wire.ReceiveAsync(buffer, over.Token));
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Lets time pass, as a person or a slow program does.</summary>
    public Task PauseAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, Cancel);

    /// <summary>A remark in the ladder, at this moment.</summary>
    public void Remark(string text) => _recorder.Note(text);

    public async ValueTask DisposeAsync()
    {
        foreach (var thing in Enumerable.Reverse(_toClose))
        {
            await thing.DisposeAsync();
        }
    }
}
