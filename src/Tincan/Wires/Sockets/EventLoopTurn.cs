using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Tincan.Wires.Sockets;

/// <summary>
/// Where a wire waits after its turn: until everything else that has happened on the sockets was handled, and on the same thread.
/// </summary>
/// <remarks>
/// With inline completions the thread that waits for the sockets' events also serves them. <see cref="Task.Yield"/> would move a busy
/// conversation to another thread, and while data keeps coming it never comes back: every read then wakes the first thread for nothing, and a
/// stream ran at half its speed. So a wire rings a bell, a datagram socket that sends to itself. The event loop sees that datagram after the events
/// that came before it, and then continues the wires that wait.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The bells live as long as the process.")]
internal sealed class EventLoopTurn : INotifyCompletion
{
    private static readonly EventLoopTurn?[] Loops = Make();
    private static int _lastLoop;

    /// <summary>The one that belongs to this thread, once it has rung here.</summary>
    [ThreadStatic]
    private static EventLoopTurn? _ofThisThread;

    private readonly ConcurrentQueue<Action> _waiting = new();
    private readonly Socket _bell;

    /// <summary>1 while a ring is under way, or the waiting wires are being continued; nobody needs to ring then.</summary>
    private int _rung = 1;

    private EventLoopTurn()
    {
        _bell = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _bell.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        // Connected to itself, it hears nobody else.
        _bell.Connect(_bell.LocalEndPoint!);
        using (ExecutionContext.SuppressFlow())
        {
            _ = ListenAsync();
        }
    }

    /// <summary>Always false: the others go first.</summary>
    public bool IsCompleted => false;

    /// <summary>The turn to wait for on this thread; null where sockets do not complete inline, and <see cref="Task.Yield"/> does.</summary>
    private static EventLoopTurn? Next =>
        _ofThisThread ?? Loops[(uint)Interlocked.Increment(ref _lastLoop) % Loops.Length];

    /// <summary>Waits until everything else that has happened on the sockets was handled.</summary>
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
        Ring();
    }

    private static EventLoopTurn?[] Make()
    {
        var inline = Environment.GetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS");
        var loops = new EventLoopTurn?[Environment.ProcessorCount];
        try
        {
            // The runtime has one event loop for each processor and deals sockets out to them in turn.
            for (var i = 0; i < loops.Length && inline is "1"; i++)
            {
                loops[i] = new EventLoopTurn();
            }

            return loops;
        }
        catch (SocketException)
        {
            // No loopback, or no descriptor left: yielding works, only slower.
            return [null];
        }
    }

    private async Task ListenAsync()
    {
        var strike = new byte[1];
        while (true)
        {
            // Nobody rings before this receive is under way, so it never finds a datagram, and this thread does go back to its events.
            var ringing = _bell.ReceiveAsync(strike.AsMemory(), SocketFlags.None);
            Volatile.Write(ref _rung, 0);
            if (!_waiting.IsEmpty)
            {
                Ring();
            }

            await ringing;
            _ofThisThread = this;
            for (var left = _waiting.Count; left > 0 && _waiting.TryDequeue(out var next); left--)
            {
                next();
            }
        }
    }

    private void Ring()
    {
        if (Interlocked.Exchange(ref _rung, 1) == 0)
        {
            _bell.Send([1]);
        }
    }
}
