using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Tincan.Wires.Sockets;

/// <summary>
/// Yields to the other connections of the event loop, without leaving its thread: continues after all socket events that are already pending.
/// </summary>
/// <remarks>
/// With inline completions the thread that polls the sockets also runs the conversations. <see cref="Task.Yield"/> would move a busy conversation to
/// another thread for as long as data keeps coming; every read then wakes the polling thread for nothing, and a stream ran at half its speed. So a wire
/// that yields sends a datagram over a socket connected to itself (the self-pipe trick). The event loop sees that datagram after the pending events, and
/// then continues the waiting wires.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The sockets live as long as the process.")]
internal sealed class EventLoopTurn : INotifyCompletion
{
    private static readonly EventLoopTurn?[] Loops = Make();
    private static int _lastLoop;

    /// <summary>The instance of this thread's event loop, once its datagram has arrived here.</summary>
    [ThreadStatic]
    private static EventLoopTurn? _ofThisThread;

    private readonly ConcurrentQueue<Action> _waiting = new();
    private readonly Socket _wakeUp;

    /// <summary>1 while a datagram is under way or waiting wires are being continued: no other datagram is needed then.</summary>
    private int _isWaking = 1;

    private EventLoopTurn()
    {
        _wakeUp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _wakeUp.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        // Connected to itself, so it receives no datagrams of others.
        _wakeUp.Connect(_wakeUp.LocalEndPoint!);
        using (ExecutionContext.SuppressFlow())
        {
            _ = ListenAsync();
        }
    }

    /// <summary>Always false, so that awaiting always yields.</summary>
    public bool IsCompleted => false;

    /// <summary>The instance to use on this thread; null without inline completions, where <see cref="Task.Yield"/> is enough.</summary>
    private static EventLoopTurn? Next =>
        _ofThisThread ?? Loops[(uint)Interlocked.Increment(ref _lastLoop) % Loops.Length];

    /// <summary>Continues after all pending socket events.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public static async ValueTask YieldAsync()
    {
        if (Next is { } turn)
        {
            await turn;
        }
        else
        {
            await Task.Yield();
        }
    }

    public EventLoopTurn GetAwaiter() => this;

    public void GetResult()
    {
        // There is no result.
    }

    public void OnCompleted(Action continuation)
    {
        _waiting.Enqueue(continuation);
        WakeUp();
    }

    private static EventLoopTurn?[] Make()
    {
        var inline = Environment.GetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS");
        var loops = new EventLoopTurn?[Environment.ProcessorCount];
        try
        {
            // The runtime has one event loop per processor, and assigns sockets to them round-robin.
            for (var i = 0; i < loops.Length && inline is "1"; i++)
            {
                loops[i] = new EventLoopTurn();
            }

            return loops;
        }
        catch (SocketException)
        {
            // No loopback, or no descriptor left: Task.Yield works too, only slower.
            return [null];
        }
    }

    private async Task ListenAsync()
    {
        var datagram = new byte[1];
        while (true)
        {
            // No datagram is sent before this receive is pending, so it never completes at once, and the thread does return to its events.
            var receiving = _wakeUp.ReceiveAsync(datagram.AsMemory(), SocketFlags.None);
            Volatile.Write(ref _isWaking, 0);
            if (!_waiting.IsEmpty)
            {
                WakeUp();
            }

            await receiving;
            _ofThisThread = this;
            for (var left = _waiting.Count; left > 0 && _waiting.TryDequeue(out var next); left--)
            {
                next();
            }
        }
    }

    private void WakeUp()
    {
        if (Interlocked.Exchange(ref _isWaking, 1) == 0)
        {
            _wakeUp.Send([1]);
        }
    }
}
