using System.Collections.Concurrent;
#if DEBUG
using System.Diagnostics;
#endif
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Tincan.Wires.Sockets.Epoll;

/// <summary>
/// A thread that waits until sockets are ready, and completes what waits for them. There is one for each processor, and each socket belongs to one of them.
/// </summary>
/// <remarks>
/// What awaits a receive or send continues on this thread if the switch <c>Tincan.CompletesInline</c> is on, as it is in the program. That is fast, but then it
/// must not block: all connections of the loop would wait. A debug build reports it. By default it continues on the thread pool, where it may block.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class EventLoop
{
    private const int EventsPerTurn = 256;
    private const long WakeUp = -1;

    private static readonly bool IsSwitchOn = AppContext.TryGetSwitch("Tincan.CompletesInline", out var isOn) && isOn;
#if DEBUG
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMilliseconds(100);
#endif
    private static readonly EventLoop?[] All = new EventLoop?[Environment.ProcessorCount];
    private static int _last;

    [ThreadStatic]
    private static EventLoop? _ofThisThread;

    private readonly int _epoll = SocketCalls.CreateEpoll();
    private readonly int _counter = SocketCalls.CreateCounter();
    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<PendingCall> _again = new();

    /// <summary>The sockets by descriptor. The kernel may still report a descriptor that was closed and reused, so an event also has the number of the socket.</summary>
    private IReadySocket?[] _sockets = new IReadySocket?[64];
    private int _turn;
    private int _lastNumber;

    /// <summary>Starts a loop.</summary>
    /// <param name="completesInline">Whether what awaits a receive or send continues on its thread.</param>
    public EventLoop(bool completesInline)
    {
        CompletesInline = completesInline;
        SocketCalls.Register(_epoll, _counter, SocketCalls.Readable, WakeUp);
        using (ExecutionContext.SuppressFlow())
        {
            new Thread(Run) { IsBackground = true, Name = "event loop" }.Start();
        }
    }

    /// <summary>Whether what awaits a receive or send continues on the thread of this loop.</summary>
    public bool CompletesInline { get; }

    /// <summary>How many times the loop has waited.</summary>
    public int Turn => Volatile.Read(ref _turn);

    /// <summary>The loop for a new socket.</summary>
    public static EventLoop Next()
    {
        ref var loop = ref All[(uint)Interlocked.Increment(ref _last) % All.Length];
        if (Volatile.Read(ref loop) is { } running)
        {
            return running;
        }

        lock (All)
        {
            return loop ??= new EventLoop(IsSwitchOn);
        }
    }

    /// <summary>Begins to report what happens on a socket.</summary>
    /// <exception cref="SocketException">The system has no room for it.</exception>
    public void Add(int descriptor, IReadySocket socket)
    {
        int number;
        lock (_lock)
        {
            if (descriptor >= _sockets.Length)
            {
                Array.Resize(ref _sockets, Math.Max(descriptor + 1, _sockets.Length * 2));
            }

            number = _lastNumber = (_lastNumber + 1) & int.MaxValue;
            socket.Number = number;
            Volatile.Write(ref _sockets[descriptor], socket);
        }

        if (SocketCalls.Register(_epoll, descriptor, SocketCalls.Readable | SocketCalls.Writable, ((long)number << 32) | (uint)descriptor) < 0)
        {
            Remove(descriptor, socket);
            throw SocketCalls.Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Forgets a socket that is about to be closed.</summary>
    public void Remove(int descriptor, IReadySocket socket)
    {
        lock (_lock)
        {
            if (_sockets[descriptor] == socket)
            {
                _sockets[descriptor] = null;
            }
        }
    }

    /// <summary>Continues a call after the sockets that are ready now.</summary>
    public void ContinueLater(PendingCall call)
    {
        _again.Enqueue(call);
        if (_ofThisThread != this)
        {
            SocketCalls.Wake(_counter);
        }
    }

    private void Run()
    {
        _ofThisThread = this;
        Scheduling.TakesEvents();
        var events = new byte[EventsPerTurn * SocketCalls.EventSize];
        while (true)
        {
            Volatile.Write(ref _turn, _turn + 1);
            var count = SocketCalls.Wait(_epoll, events, waits: _again.IsEmpty);
            for (var index = 0; index < count; index++)
            {
                var (what, data) = SocketCalls.Read(events, index);
                if (data != WakeUp && Volatile.Read(ref _sockets)[(int)data] is { } socket && socket.Number == (int)(data >> 32))
                {
                    OnReady(socket, what);
                }
            }

            for (var left = _again.Count; left > 0 && _again.TryDequeue(out var call); left--)
            {
                call.Continue();
            }

            Scheduling.EndEvents();
        }
    }

    private static void OnReady(IReadySocket socket, uint what)
    {
#if DEBUG
        var began = Stopwatch.GetTimestamp();
        socket.OnReady(what);
        if (Stopwatch.GetElapsedTime(began) is var turn && turn > LongestTurn)
        {
            Trace.TraceWarning($"what awaits {socket} kept its event loop for {turn.TotalMilliseconds:0} ms: it must not block");
        }
#else
        socket.OnReady(what);
#endif
    }
}
