using Tincan.Faults.Stages;
using Tincan.Framing;
using Tincan.Wires;
using Tincan.Wires.Links;

namespace Tincan.Faults.InForce;

/// <summary>Both directions of a faulty connection. One step at a time changes them.</summary>
internal sealed class FaultyConnection
{
    /// <summary>The longest time a timer can be set to. What is due later gets another timer then.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(24);

    private readonly Func<TimeSpan> _clock;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private readonly Action<FaultEvent> _tell;
    private readonly Link? _told;
    private TaskCompletionSource? _changed;
    private TimeSpan _timerDue = Moment.Never;
    private bool _wasEarly;
    private bool _isLeft;

    /// <param name="number">Which connection, from 1.</param>
    /// <param name="side">Which side of it this is.</param>
    /// <param name="codec">Where messages end.</param>
    /// <param name="clock">The time since the plan was put into force.</param>
    /// <param name="time">Makes the timer.</param>
    /// <param name="tell">Hears what faults do.</param>
    /// <param name="told">Hears of the FIN and RST that faults send; null for nobody.</param>
    public FaultyConnection(
        int number, ObservedSide side, MessageCodec codec, Func<TimeSpan> clock, TimeProvider time, Action<FaultEvent> tell, Link? told)
    {
        _told = told;
        _clock = clock;
        Number = number;
        OpenedAt = Now = clock();
        _tell = tell;
        var isClient = side == ObservedSide.Client;
        In = new DirectionPipeline(this, isClient ? Direction.ToClient : Direction.ToServer, codec);
        Out = new DirectionPipeline(this, isClient ? Direction.ToServer : Direction.ToClient, codec);
        _timer = time.CreateTimer(static connection => ((FaultyConnection)connection!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Number { get; }

    public TimeSpan OpenedAt { get; }

    /// <summary>The time of this step: the same for all stages in it.</summary>
    public TimeSpan Now { get; private set; }

    public DirectionPipeline In { get; }

    public DirectionPipeline Out { get; }

    /// <summary>Why nothing more can be sent; null as long as it can.</summary>
    public WireException? Closed { get; private set; }

    /// <summary>Called after a step that left something to send.</summary>
    public Action? HasToSend { get; set; }

    /// <summary>Called after a step in which a fault of what is received reset the connection.</summary>
    public Action? HasToReset { get; set; }

    public DirectionPipeline OtherThan(DirectionPipeline lane) => lane == In ? Out : In;

    public IEnumerable<DirectionPipeline> LanesOf(FaultDirection direction) => direction switch
    {
        FaultDirection.In => [In],
        FaultDirection.Out => [Out],
        FaultDirection.Both => [In, Out],
        FaultDirection.ToServer => [In.Direction == Direction.ToServer ? In : Out],
        _ => [In.Direction == Direction.ToClient ? In : Out],
    };

    /// <summary>Runs an action as one step, and then what follows from it. What was due before runs first.</summary>
    public void Step(Action action)
    {
        bool resets;
        bool sends;
        lock (_lock)
        {
            if (_isLeft)
            {
                return;
            }

            Now = _clock();
            if (Due <= Now)
            {
                In.Tick();
                Out.Tick();
            }

            action();
            resets = EndAsFaultsSay();
            sends = Out.Outlet.Ready is not null;
            SetTimer();
            Changed();
        }

        if (resets)
        {
            HasToReset?.Invoke();
        }

        if (sends)
        {
            HasToSend?.Invoke();
        }
    }

    /// <summary>Reports what a fault did. A listener that throws must not change what the faults do, nor end the program from a timer.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a listener throws is its own matter.")]
    public void Tell(FaultEvent happened)
    {
        try
        {
            _tell(happened);
        }
        catch (Exception)
        {
            // There is nobody to report it to.
        }
    }

    /// <summary>A FIN or RST is about to be sent; if a fault does it, the other links hear of it.</summary>
    public void Ends(bool isReset, string? fault)
    {
        if (fault is not null)
        {
            _told?.Ended(Out.Direction, isReset, fault);
        }
    }

    /// <summary>Ends both directions at once.</summary>
    public void Break(WireException error) => Step(() =>
    {
        Closed ??= error;
        Out.Clear();
        In.Break(error);
    });

    /// <summary>Nothing more can be sent.</summary>
    public void Close(WireException error)
    {
        Closed ??= error;
        Out.Clear();
    }

    /// <summary>Reads something under the lock.</summary>
    public T Look<T>(Func<T> look)
    {
        lock (_lock)
        {
            return look();
        }
    }

    /// <summary>Waits until something can be taken, and takes it.</summary>
    /// <param name="tryTake">Null as long as there is nothing.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async ValueTask<T> WhenAsync<T>(Func<T?> tryTake, CancellationToken cancel)
        where T : struct
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            Task change;
            lock (_lock)
            {
                if (tryTake() is { } taken)
                {
                    return taken;
                }

                change = (_changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await change.OnContext().WaitAsync(cancel);
        }
    }

    /// <summary>Waits until a direction has room, and returns for how many bytes.</summary>
    public ValueTask<int> RoomAsync(DirectionPipeline lane, CancellationToken cancel) =>
        WhenAsync<int>(() => lane.Room is var room and > 0 ? (int)Math.Min(room, int.MaxValue) : null, cancel);

    /// <summary>Wakes those who wait for a change. Call it in a step or under the lock.</summary>
    public void Changed()
    {
        _changed?.SetResult();
        _changed = null;
    }

    /// <summary>Stops the faults, and ends all waits.</summary>
    /// <returns>Whether bytes had arrived that were never received.</returns>
    public bool Leave()
    {
        bool hadBytes;
        lock (_lock)
        {
            hadBytes = In.HasBytes;
            var error = WireException.Aborted();
            Close(error);
            In.Break(error);
            _isLeft = true;
            Changed();
        }

        _timer.Dispose();
        return hadBytes;
    }

    private TimeSpan Due => In.Due.Sooner(Out.Due);

    /// <summary>The timer has fired.</summary>
    private void Tick() => Step(() =>
    {
        _wasEarly = _timerDue > Now;
        _timerDue = Moment.Never;
    });

    /// <summary>
    /// A fault in the receiving direction may end the connection at once; one in the sending direction does so when everything before it was sent.
    /// </summary>
    /// <returns>Whether to reset it.</returns>
    private bool EndAsFaultsSay()
    {
        if (Closed is not null || In.Outlet.Last is not { Kind: ChunkKind.Reset or ChunkKind.Close } ending)
        {
            return false;
        }

        Closed = ending.Error;
        if (ending.Kind == ChunkKind.Reset)
        {
            Ends(isReset: true, ending.Fault);
            Out.Clear();
            return true;
        }

        Out.CutOff(new Chunk { Kind = ChunkKind.Fin, Fault = ending.Fault });
        return false;
    }

    private void SetTimer()
    {
        var due = Due;
        if (due == _timerDue)
        {
            return;
        }

        _timerDue = due;
        var wait = due > Now ? due - Now : TimeSpan.Zero;
        if (_wasEarly)
        {
            // The system's timers have whole milliseconds, and would fire too early again and again.
            wait = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
            _wasEarly = false;
        }

        _timer.Change(due == Moment.Never ? Timeout.InfiniteTimeSpan : wait.Sooner(LongestTimer), Timeout.InfiniteTimeSpan);
    }
}
