using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Faults;

/// <summary>
/// One direction of a faulty connection: the stages in the order of the plan, and what they have let go. The caller sees to it that only one
/// thing happens at a time.
/// </summary>
internal sealed class FaultLane : IChunkTaker
{
    /// <summary>How much may be under way in a direction. More waits at the sender, as with a window of that size.</summary>
    public const int Limit = 1024 * 1024;

    private readonly List<FaultStage> _stages = [];
    private readonly LinkedList<Chunk> _ready = new();
    private readonly List<ReadOnlyMemory<byte>> _joining = [];
    private readonly MessageCutter _messages;
    private readonly int _index;
    private long _readyBytes;

    /// <summary>Nothing that comes is of interest any more.</summary>
    private bool _isOver;

    public FaultLane(FaultyLink link, Direction direction, MessageCodec codec)
    {
        Link = link;
        Direction = direction;
        Codec = codec;
        _index = (int)direction;
        _messages = new MessageCutter(direction == Direction.ToServer ? codec.ToServer() : codec.ToClient());
    }

    /// <summary>The connection.</summary>
    public FaultyLink Link { get; }

    public Direction Direction { get; }

    public MessageCodec Codec { get; }

    /// <summary>How many bytes came so far, before any fault.</summary>
    public long Offset => _messages.Offset;

    /// <summary>When bytes last came, before any fault.</summary>
    public TimeSpan? LastArrival { get; private set; }

    /// <summary>Bytes are held, or wait to be taken.</summary>
    public bool HasBytes => Held > 0;

    /// <summary>How many bytes are held, or wait to be taken.</summary>
    public long Held => _readyBytes + _stages.Sum(static stage => stage.HeldBytes);

    /// <summary>Nothing is held and nothing waits to be taken.</summary>
    public bool IsEmpty => _ready.Count == 0 && !_stages.Exists(static stage => stage.HoldsAnything);

    /// <summary>What is held is held for ever, as far as anybody can tell.</summary>
    public bool IsStuck => _ready.Count == 0 && Due is null && _stages.Exists(static stage => stage.IsStuck);

    public TimeSpan? Due => _stages.Min(static stage => stage.Due);

    /// <summary>How many bytes more may come.</summary>
    public long Room
    {
        get
        {
            if (_isOver)
            {
                return Limit;
            }

            var room = Limit - _readyBytes;
            foreach (var stage in _stages)
            {
                room = Math.Min(room - stage.HeldBytes, stage.Room);
            }

            return room;
        }
    }

    /// <param name="entry">What.</param>
    /// <param name="insteadOf">Which it takes the place of; null to go behind all others.</param>
    /// <param name="isConnectionChosen">For a fault of connections: whether chance and count chose this one.</param>
    public void Add(FaultEntry entry, FaultEntry? insteadOf, bool isConnectionChosen)
    {
        var context = new StageContext(this, entry, isConnectionChosen, entry.ChanceFor(Link.Number, _index));
        if (_isOver || entry.Fault.Begin(context) is not { } stage)
        {
            return;
        }

        var place = _stages.FindIndex(other => other.Entry == insteadOf);
        _stages.Insert(place < 0 ? _stages.Count : place, stage);
        Chain();
        stage.Open();
        Flush();
    }

    public void Remove(FaultEntry entry)
    {
        foreach (var stage in _stages.Where(stage => stage.Entry == entry))
        {
            stage.Heal();
        }

        _stages.RemoveAll(stage => stage.Entry == entry);
        Chain();
        Flush();
    }

    /// <summary>A segment comes.</summary>
    /// <param name="bytes">They are copied.</param>
    public void Arrive(ReadOnlySpan<byte> bytes)
    {
        if (_isOver)
        {
            return;
        }

        LastArrival = Link.Now;
        foreach (var chunk in _messages.Cut(bytes.ToArray()))
        {
            First.Take(chunk);
        }

        Flush();
    }

    /// <summary>An ending comes.</summary>
    public void End(Chunk ending)
    {
        if (_isOver)
        {
            return;
        }

        First.Take(ending with { Offset = _messages.Offset });
        Flush();
    }

    /// <summary>Does what is due.</summary>
    public void Tick()
    {
        foreach (var stage in _stages)
        {
            stage.Tick();
        }

        Flush();
    }

    /// <summary>What was let go at one time without an edge in it is one segment.</summary>
    public void Flush()
    {
        if (_joining.Count == 0)
        {
            return;
        }

        var bytes = _joining.Count == 1 ? _joining[0] : Join();
        _joining.Clear();
        _readyBytes += bytes.Length;
        _ready.AddLast(new Chunk { Bytes = bytes });
    }

    /// <summary>What is held is lost; behind what has been let go comes this ending, and then nothing.</summary>
    public void CutOff(Chunk ending)
    {
        if (!_isOver)
        {
            _isOver = true;
            _stages.Clear();
            _ready.AddLast(ending);
        }
    }

    /// <summary>All is lost, and this is all that is left to say.</summary>
    public void Break(WireException error)
    {
        Clear();
        _ready.AddLast(new Chunk { Kind = ChunkKind.Broken, Error = error });
    }

    /// <summary>All is lost, and nothing more comes.</summary>
    public void Clear()
    {
        _isOver = true;
        _stages.Clear();
        _ready.Clear();
        _readyBytes = 0;
    }

    /// <summary>What has been let go and comes next; null if nothing has.</summary>
    public Chunk? Ready => _ready.First?.Value;

    /// <summary>What has been let go last.</summary>
    public Chunk? Last => _ready.Last?.Value;

    /// <summary>Takes <see cref="Ready"/>, or so many bytes of it.</summary>
    public void TakeReady(int count)
    {
        var first = _ready.First!;
        _readyBytes -= count;
        if (count == first.Value.Bytes.Length)
        {
            _ready.RemoveFirst();
        }
        else
        {
            first.Value = first.Value.Tail(count);
        }
    }

    /// <summary>The end of the row of stages.</summary>
    void IChunkTaker.Take(Chunk chunk)
    {
        if (chunk.Kind != ChunkKind.Bytes)
        {
            Flush();
            _ready.AddLast(chunk);
            return;
        }

        _joining.Add(chunk.Bytes);
        if (chunk.EndsSegment)
        {
            Flush();
        }
    }

    private IChunkTaker First => _stages.Count > 0 ? _stages[0] : this;

    private void Chain()
    {
        for (var i = 0; i < _stages.Count; i++)
        {
            _stages[i].Next = i + 1 < _stages.Count ? _stages[i + 1] : this;
        }
    }

    private byte[] Join()
    {
        var all = new byte[_joining.Sum(static part => part.Length)];
        var at = 0;
        foreach (var part in _joining)
        {
            part.CopyTo(all.AsMemory(at));
            at += part.Length;
        }

        return all;
    }
}
