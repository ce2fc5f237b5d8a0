using Tincan.Faults.Stages;
using Tincan.Framing;
using Tincan.Wires.Links;

namespace Tincan.Faults.InForce;

/// <summary>Both directions of a faulty connection. Every change is a <see cref="Step"/>, one at a time under the lock.</summary>
internal sealed class FaultyConnection
{
    /// <summary>A timer's maximum. When it fires early because of that, it is set again.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(24);

    private readonly Func<TimeSpan> _clock;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private readonly Action<FaultEvent> _report;
    private readonly Link? _link;
    private TaskCompletionSource? _changed;
    private TimeSpan _timerDue = Moment.Never;
    private bool _wasEarly;
    private bool _isStopped;

    /// <param name="number">The connection's number, from 1.</param>
    /// <param name="side">The side of the connection that this is.</param>
    /// <param name="codec">Where messages end.</param>
    /// <param name="clock">The time since the plan came into force.</param>
    /// <param name="time">Makes the timer.</param>
    /// <param name="report">Called for each action of a fault.</param>
    /// <param name="link">The link to report FINs and RSTs of faults to, or null.</param>
    public FaultyConnection(
        int number, ObservedSide side, MessageCodec codec, Func<TimeSpan> clock, TimeProvider time, Action<FaultEvent> report, Link? link)
    {
        _link = link;
        _clock = clock;
        Number = number;
        OpenedAt = Now = clock();
        _report = report;
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

    /// <summary>Why nothing more can be sent; null while sending works.</summary>
    public WireException? Closed { get; private set; }

    /// <summary>Called after a step that left something to send.</summary>
    public Action? HasToSend { get; set; }

    /// <summary>Called after a step in which a fault of what is received reset the connection.</summary>
    public Action? HasToReset { get; set; }

    public DirectionPipeline Opposite(DirectionPipeline pipeline) => pipeline == In ? Out : In;

    public IEnumerable<DirectionPipeline> PipelinesFor(FaultDirection direction) => direction switch
    {
        FaultDirection.In => [In],
        FaultDirection.Out => [Out],
        FaultDirection.Both => [In, Out],
        FaultDirection.ToServer => [In.Direction == Direction.ToServer ? In : Out],
        _ => [In.Direction == Direction.ToClient ? In : Out],
    };

    /// <summary>Runs what is due, then the action, then sends or resets as the faults require.</summary>
    public void Step(Action action)
    {
        bool resets;
        bool sends;
        lock (_lock)
        {
            if (_isStopped)
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
            resets = ApplyEndings();
            sends = Out.Output.Ready is not null;
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
    [SuppressMessage("Design", "CA1031", Justification = "The listener may throw anything.")]
    public void Report(FaultEvent happened)
    {
        try
        {
            _report(happened);
        }
        catch (Exception)
        {
            // Nothing to report it to.
        }
    }

    /// <summary>Reports a FIN or RST to the other links before it is sent, if a fault sends it.</summary>
    public void Ends(bool isReset, string? fault)
    {
        if (fault is not null)
        {
            _link?.Ended(Out.Direction, isReset, fault);
        }
    }

    /// <summary>Ends both directions with an error.</summary>
    public void Break(WireException error) => Step(() =>
    {
        Closed ??= error;
        Out.Clear();
        In.Break(error);
    });

    /// <summary>Ends sending.</summary>
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
    /// <param name="tryTake">Called under the lock after each change; returns null if there is nothing to take.</param>
    /// <param name="cancel">Cancels the wait.</param>
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

    /// <summary>Waits until a direction has room, and returns the number of bytes that fit.</summary>
    public ValueTask<int> RoomAsync(DirectionPipeline pipeline, CancellationToken cancel) =>
        WhenAsync<int>(() => pipeline.Room is var room and > 0 ? (int)Math.Min(room, int.MaxValue) : null, cancel);

    /// <summary>Wakes the waiters of <see cref="WhenAsync"/>. Call it in a step or under the lock.</summary>
    public void Changed()
    {
        _changed?.SetResult();
        _changed = null;
    }

    /// <summary>Stops the faults, and ends all waits.</summary>
    /// <returns>Whether bytes had arrived that were never received.</returns>
    public bool Stop()
    {
        bool hadBytes;
        lock (_lock)
        {
            hadBytes = In.HasBytes;
            var error = WireException.Aborted();
            Close(error);
            In.Break(error);
            _isStopped = true;
            Changed();
        }

        _timer.Dispose();
        return hadBytes;
    }

    private TimeSpan Due => In.Due.Sooner(Out.Due);

    private void Tick() => Step(() =>
    {
        _wasEarly = _timerDue > Now;
        _timerDue = Moment.Never;
    });

    /// <summary>
    /// Ends the connection if a fault of the receiving direction requires it. An ending in the sending direction waits for the bytes before it, so
    /// <see cref="FaultySender"/> does it.
    /// </summary>
    /// <returns>Whether to send an RST.</returns>
    private bool ApplyEndings()
    {
        if (Closed is not null || In.Output.Last is not { Kind: ChunkKind.Reset or ChunkKind.Close } ending)
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
            // System timers have millisecond resolution. Without rounding up, this one would fire too early again and again.
            wait = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
            _wasEarly = false;
        }

        _timer.Change(due == Moment.Never ? Timeout.InfiniteTimeSpan : wait.Sooner(LongestTimer), Timeout.InfiniteTimeSpan);
    }
}
