namespace Tincan.Recording;

/// <summary>
/// The lines of a recording on their way to a disk, in batches, which are used again. An event becomes lines at once, so that its bytes are copied only here. When
/// the disk falls behind, connections wait for it, but not for one that takes nothing; what does not fit is lost, and the recording says so there. An eighth
/// is reserved for openings and endings, because without them a viewer would show a connection as open forever.
/// </summary>
/// <param name="time">The clock for <see cref="Patience"/> and <see cref="Gathering"/>.</param>
internal sealed class RecordingBacklog(TimeProvider time)
{
    /// <summary>The most bytes that wait.</summary>
    public const int Most = 32 * 1024 * 1024;

    /// <summary>Connections wait when more bytes than these do, until half of them are written.</summary>
    public const int Behind = Most / 4;

    /// <summary>How long connections wait for a disk that takes nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The size at which a batch is written at once; a larger one would not fit into the processor's cache. A FIN, an RST or the end of a connection also writes the batch
    /// at once, so that a client that sees its connection end can read all of it in the recording. Other batches are written after <see cref="Gathering"/>.
    /// </summary>
    private const int BatchSize = 256 * 1024;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<RecordingBatch> _full = [];
    private readonly Stack<RecordingBatch> _spare = [];
    private RecordingBatch _filling = new();
    private TaskCompletionSource _any = NewSignal();
    private TaskCompletionSource _due = NewSignal();
    private TaskCompletionSource? _behind;
    private WireEvent? _last;
    private long _waiting;
    private long _lost;
    private long _lostUnreported;
    private bool _isStuck;
    private bool _isOver;
    private bool _isBroken;

    /// <summary>The total number of lost events.</summary>
    public long Lost
    {
        get
        {
            lock (_gate)
            {
                return _lost;
            }
        }
    }

    /// <summary>Adds the first line of the recording.</summary>
    public void AddHeader(DateTimeOffset began, string by)
    {
        RecordingFormat.WriteHeader(began, by, _filling.Lines);
        _waiting = _filling.Lines.WrittenCount;
        _any.TrySetResult();
    }

    /// <summary>Adds an event, or counts it as lost if it does not fit.</summary>
    public void Add(WireEvent happened)
    {
        lock (_gate)
        {
            if (_isBroken || _isOver || _waiting + happened.Bytes.Length > (happened.Bytes.IsEmpty ? Most : Most - (Most / 8)))
            {
                _lost++;
                _lostUnreported++;
                return;
            }

            var before = _filling.Lines.WrittenCount;
            if (_lostUnreported > 0)
            {
                RecordingFormat.Write(EventBacklog.LostBefore(happened, _lostUnreported), _filling.Lines);
                _lostUnreported = 0;
            }

            RecordingFormat.Write(happened, _filling.Lines);
            _last = happened;
            _waiting += _filling.Lines.WrittenCount - before;
            _filling.Events++;
            _any.TrySetResult();
            var isFull = _filling.Lines.WrittenCount >= BatchSize;
            if (isFull || happened.Kind is WireEventKind.Fin or WireEventKind.Rst or WireEventKind.Close)
            {
                _due.TrySetResult();
            }

            if (isFull)
            {
                EnqueueFilled();
            }

            if (_waiting > Behind && !_isStuck && _behind is null)
            {
                _behind = NewSignal();
                _ = GiveUpAsync(_behind);
            }
        }
    }

    /// <summary>Completes when connections may go on: at once, unless the disk is behind.</summary>
    public Task CaughtUpAsync() => Volatile.Read(ref _behind)?.Task ?? Task.CompletedTask;

    /// <summary>Waits until there is something to write. Waking the writer for every event would cost as much as the connection that it records.</summary>
    public async Task GatherAsync()
    {
        await _any.Task;
        await Task.WhenAny(_due.Task, Task.Delay(Gathering, time));
    }

    /// <summary>Makes everything that there is available to <see cref="TryTake"/>.</summary>
    /// <returns>False if nothing will follow it.</returns>
    public bool Seal()
    {
        lock (_gate)
        {
            if (_isOver && !_isBroken && _last is not null && _lostUnreported > 0)
            {
                RecordingFormat.Write(EventBacklog.LostAfter(_last, _lostUnreported), _filling.Lines);
            }

            if (_filling.Lines.WrittenCount > 0)
            {
                EnqueueFilled();
            }

            if (!_isOver)
            {
                (_any, _due) = (NewSignal(), NewSignal());
            }

            return !_isOver;
        }
    }

    /// <summary>Takes the next batch.</summary>
    public bool TryTake([NotNullWhen(true)] out RecordingBatch? batch)
    {
        lock (_gate)
        {
            return _full.TryDequeue(out batch);
        }
    }

    /// <summary>A batch was written, and can be used again.</summary>
    public void Written(RecordingBatch batch)
    {
        lock (_gate)
        {
            _waiting -= batch.Lines.WrittenCount;
            _isStuck = false;
            batch.Clear();
            if (_spare.Count < Behind / BatchSize)
            {
                _spare.Push(batch);
            }

            if (_waiting <= Behind / 2)
            {
                GoOn();
            }
        }
    }

    /// <summary>The disk takes nothing any more: all that waits is lost, and so is what follows.</summary>
    /// <param name="batch">The batch that may have been written in part; it is unknown how much of it.</param>
    public void Break(RecordingBatch? batch)
    {
        lock (_gate)
        {
            _isBroken = true;
            _lost += (batch?.Events ?? 0) + _filling.Events + _full.Sum(static one => (long)one.Events);
            _full.Clear();
            _filling.Clear();
            GoOn();
        }
    }

    /// <summary>Nothing will follow.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isOver = true;
            _any.TrySetResult();
            _due.TrySetResult();
        }
    }

    private void EnqueueFilled()
    {
        _full.Enqueue(_filling);
        _filling = _spare.TryPop(out var spare) ? spare : new RecordingBatch();
    }

    private async Task GiveUpAsync(TaskCompletionSource behind)
    {
        await Task.Delay(Patience, time);
        lock (_gate)
        {
            if (_behind == behind)
            {
                _isStuck = true;
                GoOn();
            }
        }
    }

    private void GoOn()
    {
        _behind?.SetResult();
        _behind = null;
    }

    /// <summary>Its continuations do not run on the thread of a connection.</summary>
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
