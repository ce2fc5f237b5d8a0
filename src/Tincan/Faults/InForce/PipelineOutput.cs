using Tincan.Faults.Stages;

namespace Tincan.Faults.InForce;

/// <summary>What the stages have released, joined to chunks, until it is taken.</summary>
internal sealed class PipelineOutput : IChunkTaker
{
    private readonly LinkedList<Chunk> _ready = new();
    private readonly List<ReadOnlyMemory<byte>> _joining = [];

    /// <summary>The ending that was released; later bytes are dropped. Null until there is one.</summary>
    private ChunkKind? _end;

    /// <summary>The weight of what waits to be taken.</summary>
    public long Weight { get; private set; }

    /// <summary>Nothing waits to be taken.</summary>
    public bool IsEmpty => _ready.Count == 0;

    /// <summary>The end of the whole connection was released, so any other ending is dropped.</summary>
    public bool IsClosed => _end is not (null or ChunkKind.Fin);

    /// <summary>The next chunk; null if there is none.</summary>
    public Chunk? Ready => _ready.First?.Value;

    /// <summary>The last chunk that was released.</summary>
    public Chunk? Last => _ready.Last?.Value;

    public void Take(Chunk chunk)
    {
        if (chunk.Kind != ChunkKind.Bytes)
        {
            Flush();
            End(chunk);
        }
        else if (_end is null)
        {
            _joining.Add(chunk.Bytes);
            if (chunk.EndsWrite)
            {
                Flush();
            }
        }
    }

    /// <summary>Joins what was released since the last edge into one chunk, which goes out as one write.</summary>
    public void Flush()
    {
        if (_joining.Count == 0)
        {
            return;
        }

        var bytes = _joining.Count == 1 ? _joining[0] : Join();
        _joining.Clear();
        var chunk = new Chunk { Bytes = bytes };
        Weight += chunk.Weight;
        _ready.AddLast(chunk);
    }

    /// <summary>Removes this many bytes of <see cref="Ready"/>.</summary>
    public void TakeReady(int count)
    {
        var first = _ready.First!;
        Weight -= first.Value.Weight;
        if (count == first.Value.Bytes.Length)
        {
            _ready.RemoveFirst();
        }
        else
        {
            first.Value = first.Value.Tail(count);
            Weight += first.Value.Weight;
        }
    }

    /// <summary>Drops everything; only the error is left to report.</summary>
    public void Break(WireException error)
    {
        Clear();
        _ready.AddLast(new Chunk { Kind = ChunkKind.Broken, Error = error });
    }

    /// <summary>Drops everything.</summary>
    public void Clear()
    {
        _joining.Clear();
        _ready.Clear();
        Weight = 0;
    }

    /// <summary>Releases at most one FIN, and after it at most one end of the whole connection.</summary>
    private void End(Chunk ending)
    {
        if (_end is null || (_end == ChunkKind.Fin && ending.Kind != ChunkKind.Fin))
        {
            _end = ending.Kind;
            _ready.AddLast(ending);
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
