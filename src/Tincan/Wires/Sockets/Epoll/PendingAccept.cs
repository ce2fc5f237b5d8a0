using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Tincan.Wires.Sockets.Epoll;

/// <summary>The wait of a listener for a connection.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PendingAccept : PendingCall, IReadySocket
{
    /// <summary>How many connections in a row may be accepted before the other sockets of the loop have their turn.</summary>
    private const int AcceptsPerTurn = 16;

    private readonly Socket _listener;
    private readonly int _descriptor;
    private readonly EventLoop _loop;
    private int _acceptsThisTurn;

    /// <param name="listener">A listening socket, on which .NET has not waited yet.</param>
    /// <param name="loop">Its loop.</param>
    /// <exception cref="SocketException">The system has no room for it.</exception>
    public PendingAccept(Socket listener, EventLoop loop)
        : base(loop.CompletesInline)
    {
        (_listener, _descriptor, _loop) = (listener, (int)listener.Handle, loop);
        loop.Add(_descriptor, this);
    }

    public int Number { get; set; }

    /// <summary>Waits until a connection can be accepted.</summary>
    public ValueTask WaitAsync(CancellationToken cancel)
    {
        lock (this)
        {
            if (Refusal(cancel) is { } error)
            {
                return ValueTask.FromException(error);
            }

            if (++_acceptsThisTurn >= AcceptsPerTurn)
            {
                _loop.ContinueLater(this);
            }
            else if (TryComplete(out _, out _))
            {
                return ValueTask.CompletedTask;
            }

            _acceptsThisTurn = 0;
            return new(this, Begin(cancel));
        }
    }

    public void OnReady(uint events) => Continue();

    /// <summary>Ends the wait: the socket is about to be closed.</summary>
    public void Close()
    {
        lock (this)
        {
            IsClosed = true;
        }

        _loop.Remove(_descriptor, this);
        Continue();
    }

    public override string ToString() => $"the listener on {_listener.LocalEndPoint}";

    protected override bool TryComplete(out int count, out WireException? error)
    {
        (count, error) = (0, null);
        return _listener.Poll(0, SelectMode.SelectRead);
    }
}
