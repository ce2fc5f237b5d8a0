using Tincan.Faults.Stages;
using Tincan.Framing;

namespace Tincan.Faults.InForce;

/// <summary>
/// One direction of a faulty connection: the stages in the order of the plan, and the output after them. Not thread-safe: the caller makes one
/// call at a time.
/// </summary>
internal sealed class DirectionPipeline(FaultyConnection connection, Direction direction, MessageCodec codec)
{
    private readonly List<FaultStage> _stages = [];
    private readonly MessageCutter _messages = new(codec, direction);
    private readonly int _index = (int)direction;

    /// <summary>The direction has ended early; what still arrives is dropped.</summary>
    private bool _isOver;

    public FaultyConnection Connection { get; } = connection;

    /// <summary>What the stages have released.</summary>
    public PipelineOutput Output { get; } = new();

    public Direction Direction { get; } = direction;

    public MessageCodec Codec { get; } = codec;

    /// <summary>How many bytes have arrived so far, before any fault.</summary>
    public long Offset => _messages.Offset;

    /// <summary>When bytes last arrived, before any fault.</summary>
    public TimeSpan? LastArrival { get; private set; }

    /// <summary>Whether bytes are held or wait in the output.</summary>
    public bool HasBytes => Weight > 0;

    /// <summary>The weight of what is held or waits in the output.</summary>
    public long Weight => Over(Output.Weight, static (weight, stage) => weight + stage.Weight);

    /// <summary>Nothing is held and nothing waits in the output.</summary>
    public bool IsEmpty => Output.IsEmpty && !_stages.Exists(static stage => stage.HoldsAnything);

    /// <summary>Only time or a heal could release what is held, and no time will.</summary>
    public bool IsStuck => Output.IsEmpty && Due == Moment.Never && _stages.Exists(static stage => stage.IsStuck);

    /// <summary>When the next stage has something to do.</summary>
    public TimeSpan Due => Over(Moment.Never, static (due, stage) => due.Sooner(stage.Due));

    /// <summary>How many more bytes may arrive.</summary>
    public long Room => _isOver
        ? StageContext.Limit
        : Over(StageContext.Limit - Output.Weight, static (room, stage) => Math.Min(room - stage.Weight, stage.Room));

    /// <summary>Adds the stage of a fault, at the fault's position in the plan.</summary>
    /// <param name="entry">The fault.</param>
    /// <param name="isConnectionChosen">For a fault of connections: whether probability and count selected this one.</param>
    public void Add(FaultEntry entry, bool isConnectionChosen)
    {
        var context = new PipelineContext(this, entry, isConnectionChosen, entry.ChanceFor(Connection.Number, _index));
        if (_isOver || entry.Begin(context) is not { } stage)
        {
            return;
        }

        // Before the old stage at this position: what the old one still holds goes out first, and must not pass the new one.
        var index = _stages.FindIndex(other => other.Context.Position >= entry.Position);
        _stages.Insert(index < 0 ? _stages.Count : index, stage);
        Chain();
        stage.Open();
        Output.Flush();
    }

    /// <summary>Heals the faults at a position in the plan.</summary>
    /// <param name="position">The position.</param>
    /// <param name="except">The fault that stays; null for none.</param>
    public void Remove(int position, FaultEntry? except)
    {
        bool IsHealed(FaultStage stage) => stage.Context.Position == position && stage.Context.Number != except?.Number;
        foreach (var stage in _stages.FindAll(IsHealed))
        {
            stage.Heal();
        }

        _stages.RemoveAll(IsHealed);
        Chain();
        if (!NeedsNames)
        {
            ReleaseUnfinished();
        }

        Output.Flush();
    }

    /// <summary>Puts the bytes of one read or write into the pipeline.</summary>
    /// <param name="bytes">The bytes, which are copied.</param>
    public void Arrive(ReadOnlySpan<byte> bytes)
    {
        if (_isOver)
        {
            return;
        }

        LastArrival = Connection.Now;
        Connection.Opposite(this)._messages.Answered();
        foreach (var chunk in _messages.Cut(bytes.ToArray(), NeedsNames))
        {
            First.Take(chunk);
        }

        Output.Flush();
    }

    /// <summary>Puts a FIN or a broken connection into the pipeline.</summary>
    public void End(Chunk ending)
    {
        if (_isOver)
        {
            return;
        }

        ReleaseUnfinished();
        First.Take(ending with { Offset = _messages.Offset });
        Output.Flush();
    }

    public void Tick()
    {
        foreach (var stage in _stages)
        {
            stage.Tick();
        }

        Output.Flush();
    }

    /// <summary>Drops what is held. After what was already released comes this ending, and then nothing.</summary>
    public void CutOff(Chunk ending)
    {
        if (!_isOver)
        {
            _isOver = true;
            _stages.Clear();
            Output.Take(ending);
        }
    }

    /// <summary>Drops everything; only the error is left to report.</summary>
    public void Break(WireException error)
    {
        Clear();
        Output.Break(error);
    }

    /// <summary>Drops everything, now and later.</summary>
    public void Clear()
    {
        _isOver = true;
        _stages.Clear();
        Output.Clear();
    }

    private bool NeedsNames => _stages.Exists(static stage => stage is { IsHealed: false, Context.Fault.MessageName: not null });

    private IChunkTaker First => _stages.Count > 0 ? _stages[0] : Output;

    private void ReleaseUnfinished()
    {
        foreach (var chunk in _messages.Release())
        {
            First.Take(chunk);
        }
    }

    private void Chain()
    {
        for (var i = 0; i < _stages.Count; i++)
        {
            _stages[i].Next = i + 1 < _stages.Count ? _stages[i + 1] : Output;
        }
    }

    /// <summary>Aggregates over the stages without an allocation, because it is done for each step.</summary>
    private T Over<T>(T seed, Func<T, FaultStage, T> next)
    {
        foreach (var stage in _stages)
        {
            seed = next(seed, stage);
        }

        return seed;
    }
}
