using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Faults;

/// <summary>Both directions of a faulty connection: one thing is done to them at a time, and what follows from it is told.</summary>
internal sealed class FaultyLink
{
    private readonly Func<TimeSpan> _clock;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private TaskCompletionSource _changed = NewChange();
    private TimeSpan? _timerDue;
    private bool _isLeft;

    /// <param name="number">Which connection, from 1.</param>
    /// <param name="side">Which side of it this is.</param>
    /// <param name="codec">Where messages end.</param>
    /// <param name="clock">The time since the plan was put into force.</param>
    /// <param name="time">Makes the timer.</param>
    /// <param name="tell">Hears what faults do.</param>
    public FaultyLink(int number, ObservedSide side, MessageCodec codec, Func<TimeSpan> clock, TimeProvider time, Action<FaultEvent> tell)
    {
        _clock = clock;
        Number = number;
        OpenedAt = Now = clock();
        Tell = tell;
        var isClient = side == ObservedSide.Client;
        In = new FaultLane(this, isClient ? Direction.ToClient : Direction.ToServer, codec);
        Out = new FaultLane(this, isClient ? Direction.ToServer : Direction.ToClient, codec);
        _timer = time.CreateTimer(static link => ((FaultyLink)link!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Number { get; }

    public TimeSpan OpenedAt { get; }

    /// <summary>The time of this step: it stands still while the stages work.</summary>
    public TimeSpan Now { get; private set; }

    public FaultLane In { get; }

    public FaultLane Out { get; }

    public Action<FaultEvent> Tell { get; }

    /// <summary>Why nothing more can be sent; null as long as it can.</summary>
    public WireException? Closed { get; private set; }

    /// <summary>Called after a step that left something to send.</summary>
    public Action? HasToSend { get; set; }

    /// <summary>Called after a step in which a fault of what is received reset the connection.</summary>
    public Action? HasToReset { get; set; }

    public FaultLane OtherThan(FaultLane lane) => lane == In ? Out : In;

    public IEnumerable<FaultLane> LanesOf(FaultDirection direction) => direction switch
    {
        FaultDirection.In => [In],
        FaultDirection.Out => [Out],
        FaultDirection.Both => [In, Out],
        FaultDirection.ToServer => [In.Direction == Direction.ToServer ? In : Out],
        _ => [In.Direction == Direction.ToClient ? In : Out],
    };

    /// <summary>Does one thing at one time, and then what follows from it.</summary>
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
            action();
            resets = EndAsFaultsSay();
            sends = Out.Ready is not null;
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

    /// <summary>Does what is due.</summary>
    public void Tick() => Step(() =>
    {
        _timerDue = null;
        In.Tick();
        Out.Tick();
    });

    /// <summary>Both directions end here and now.</summary>
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

    /// <summary>Looks at something that may not change meanwhile.</summary>
    public T Look<T>(Func<T> look)
    {
        lock (_lock)
        {
            return look();
        }
    }

    /// <summary>Waits until there is something, and takes it.</summary>
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

                change = _changed.Task;
            }

            await change.WaitAsync(cancel);
        }
    }

    /// <summary>Waits until so many bytes more may come in a direction.</summary>
    public ValueTask<int> RoomAsync(FaultLane lane, CancellationToken cancel) =>
        WhenAsync<int>(() => lane.Room is var room and > 0 ? (int)Math.Min(room, int.MaxValue) : null, cancel);

    /// <summary>Tells those who wait that something has changed. To be called in a step or a look.</summary>
    public void Changed()
    {
        var changed = _changed;
        _changed = NewChange();
        changed.SetResult();
    }

    /// <summary>Nothing more is done.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _isLeft = true;
        }

        _timer.Dispose();
    }

    /// <summary>A fault of what is received may end the connection; one of what is sent does so when all before it has gone out.</summary>
    /// <returns>Whether to reset it.</returns>
    private bool EndAsFaultsSay()
    {
        if (Closed is not null || In.Last is not { Kind: ChunkKind.Reset or ChunkKind.Close } ending)
        {
            return false;
        }

        Closed = ending.Error;
        if (ending.Kind == ChunkKind.Reset)
        {
            Out.Clear();
            return true;
        }

        Out.CutOff(new Chunk { Kind = ChunkKind.Fin });
        return false;
    }

    private void SetTimer()
    {
        var due = In.Due is { } first && !(first > Out.Due) ? first : Out.Due;
        if (due == _timerDue)
        {
            return;
        }

        _timerDue = due;
        _timer.Change(due is not { } at ? Timeout.InfiniteTimeSpan : at > Now ? at - Now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
