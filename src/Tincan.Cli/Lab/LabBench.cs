using System.Collections.Concurrent;
using System.Net.Sockets;
using Tincan.Recording;
using Tincan.Wires.Links;
using Tincan.Wires.Sockets;

namespace Tincan.Cli.Lab;

/// <summary>Makes the connections of an experiment, on free loopback ports, and records them from the client's side.</summary>
internal sealed class LabBench : IEventSink, IAsyncDisposable
{
    private readonly ConcurrentQueue<WireEvent> _events = [];
    private readonly List<IAsyncDisposable> _toClose = [];
    private readonly Recorder _recorder;

    public LabBench(CancellationToken cancel)
    {
        Cancel = cancel;
        _recorder = new Recorder(time: null, this);
    }

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Cancel { get; }

    /// <summary>The recorded events.</summary>
    public IReadOnlyList<WireEvent> Events => [.. _events];

    /// <summary>What the experiment found out, besides the ladder.</summary>
    public List<string> Findings { get; } = [];

    public void Take(WireEvent happened) => _events.Enqueue(happened);

    /// <summary>Listens on a free port of 127.0.0.1.</summary>
    public async Task<SocketListener> ListenAsync()
    {
        var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0), cancel: Cancel);
        _toClose.Add(listener);
        return listener;
    }

    /// <summary>Registers something to be closed after the experiment, in reverse order.</summary>
    public T Keep<T>(T thing)
        where T : IAsyncDisposable
    {
        _toClose.Add(thing);
        return thing;
    }

    /// <summary>Connects as a client, and records the connection.</summary>
    /// <param name="server">The server.</param>
    /// <param name="who">The client's name in the ladder.</param>
    /// <param name="showsMessages">Whether the ladder shows messages.</param>
    public async Task<Wire> ConnectAsync(EndPoint server, string who = "a client", bool showsMessages = true)
    {
        var links = new ConnectionPipeline(_recorder.Link(showsMessages ? MessageCodec.Lines : null)).Begin(ObservedSide.Client)!;
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

    /// <summary>Sends text in one write.</summary>
    public ValueTask SendAsync(Wire wire, string text) => wire.SendAsync(Encoding.UTF8.GetBytes(text), Cancel);

    /// <summary>Returns what one read returns.</summary>
    public async Task<string> ReceiveAsync(Wire wire) => (await ReceiveWithinAsync(wire, Timeout.InfiniteTimeSpan))!;

    /// <summary>Returns what one read returns; null if nothing arrives within the time.</summary>
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

    /// <summary>Waits, as a person or a slow program does.</summary>
    public Task PauseAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, Cancel);

    /// <summary>Adds a note to the ladder.</summary>
    public void Remark(string text) => _recorder.Note(text);

    public async ValueTask DisposeAsync()
    {
        foreach (var thing in Enumerable.Reverse(_toClose))
        {
            await thing.DisposeAsync();
        }
    }
}
