using Tincan.Faults.Stages;
using Tincan.Framing;
using Tincan.Wires;

namespace Tincan.Faults.InForce;

/// <summary>
/// One direction of a faulty connection: the stages in the order of the plan, and the outlet behind them. The caller sees to it that only one
/// thing happens at a time.
/// </summary>
internal sealed class DirectionPipeline
{
    private readonly List<FaultStage> _stages = [];
    private readonly MessageCutter _messages;
    private readonly int _index;

    /// <summary>Nothing that comes is of interest any more.</summary>
    private bool _isOver;

    public DirectionPipeline(FaultyConnection connection, Direction direction, MessageCodec codec)
    {
        Connection = connection;
        Direction = direction;
        Codec = codec;
        _index = (int)direction;
        _messages = new MessageCutter(direction == Direction.ToServer ? codec.ToServer() : codec.ToClient());
    }

    /// <summary>The connection.</summary>
    public FaultyConnection Connection { get; }

    /// <summary>What the stages have let go.</summary>
    public PipelineOutput Outlet { get; } = new();

    public Direction Direction { get; }

    public MessageCodec Codec { get; }

    /// <summary>How many bytes came so far, before any fault.</summary>
    public long Offset => _messages.Offset;

    /// <summary>When bytes last came, before any fault.</summary>
    public TimeSpan? LastArrival { get; private set; }

    /// <summary>Bytes are held, or wait to be taken.</summary>
    public bool HasBytes => Weight > 0;

    /// <summary>How much is held, or waits to be taken.</summary>
    public long Weight
    {
        get
        {
            var weight = Outlet.Weight;
            foreach (var stage in _stages)
            {
                weight += stage.Weight;
            }

            return weight;
        }
    }

    /// <summary>Nothing is held and nothing waits to be taken.</summary>
    public bool IsEmpty => Outlet.IsEmpty && !_stages.Exists(static stage => stage.HoldsAnything);

    /// <summary>What is held is held for ever, as far as anybody can tell.</summary>
    public bool IsStuck => Outlet.IsEmpty && Due == Moment.Never && _stages.Exists(static stage => stage.IsStuck);

    /// <summary>When something is to be done next.</summary>
    public TimeSpan Due
    {
        get
        {
            var due = Moment.Never;
            foreach (var stage in _stages)
            {
                due = due.Sooner(stage.Due);
            }

            return due;
        }
    }

    /// <summary>How many bytes more may come.</summary>
    public long Room
    {
        get
        {
            if (_isOver)
            {
                return StageContext.Limit;
            }

            var room = StageContext.Limit - Outlet.Weight;
            foreach (var stage in _stages)
            {
                room = Math.Min(room - stage.Weight, stage.Room);
            }

            return room;
        }
    }

    /// <summary>Puts a fault into force, at its place in the plan; what stood there is healed.</summary>
    /// <param name="entry">What.</param>
    /// <param name="isConnectionChosen">For a fault of connections: whether chance and count chose this one.</param>
    public void Add(FaultEntry entry, bool isConnectionChosen)
    {
        var context = new PipelineContext(this, entry, isConnectionChosen, entry.ChanceFor(Connection.Number, _index));
        if (_isOver || entry.Begin(context) is not { } stage)
        {
            return;
        }

        // Before what stood there: what that still holds goes out first, and has been through it already.
        var place = _stages.FindIndex(other => other.Context.Place >= entry.Place);
        _stages.Insert(place < 0 ? _stages.Count : place, stage);
        Chain();
        stage.Open();
        Outlet.Flush();
    }

    /// <summary>Heals the faults of a place in the plan.</summary>
    /// <param name="place">Where.</param>
    /// <param name="except">Which is not healed; null for none.</param>
    public void Remove(int place, FaultEntry? except)
    {
        bool IsHealed(FaultStage stage) => stage.Context.Place == place && stage.Context.Number != except?.Number;
        foreach (var stage in _stages.FindAll(IsHealed))
        {
            stage.Heal();
        }

        _stages.RemoveAll(IsHealed);
        Chain();
        Outlet.Flush();
    }

    /// <summary>A segment comes.</summary>
    /// <param name="bytes">They are copied.</param>
    public void Arrive(ReadOnlySpan<byte> bytes)
    {
        if (_isOver)
        {
            return;
        }

        LastArrival = Connection.Now;
        Connection.OtherThan(this)._messages.Answered();
        foreach (var chunk in _messages.Cut(bytes.ToArray()))
        {
            First.Take(chunk);
        }

        Outlet.Flush();
    }

    /// <summary>An ending comes.</summary>
    public void End(Chunk ending)
    {
        if (_isOver)
        {
            return;
        }

        First.Take(ending with { Offset = _messages.Offset });
        Outlet.Flush();
    }

    /// <summary>Does what is due.</summary>
    public void Tick()
    {
        foreach (var stage in _stages)
        {
            stage.Tick();
        }

        Outlet.Flush();
    }

    /// <summary>What is held is lost; behind what has been let go comes this ending, and then nothing.</summary>
    public void CutOff(Chunk ending)
    {
        if (!_isOver)
        {
            _isOver = true;
            _stages.Clear();
            Outlet.Take(ending);
        }
    }

    /// <summary>All is lost, and this is all that is left to say.</summary>
    public void Break(WireException error)
    {
        Clear();
        Outlet.Break(error);
    }

    /// <summary>All is lost, and nothing more comes.</summary>
    public void Clear()
    {
        _isOver = true;
        _stages.Clear();
        Outlet.Clear();
    }

    private IChunkTaker First => _stages.Count > 0 ? _stages[0] : Outlet;

    private void Chain()
    {
        for (var i = 0; i < _stages.Count; i++)
        {
            _stages[i].Next = i + 1 < _stages.Count ? _stages[i + 1] : Outlet;
        }
    }
}
