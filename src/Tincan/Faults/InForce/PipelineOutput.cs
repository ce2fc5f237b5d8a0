using Tincan.Faults.Stages;
using Tincan.Wires;

namespace Tincan.Faults.InForce;

/// <summary>What the stages have released, joined to chunks, until it is taken.</summary>
internal sealed class PipelineOutput : IChunkTaker
{
    private readonly LinkedList<Chunk> _ready = new();
    private readonly List<ReadOnlyMemory<byte>> _joining = [];

    /// <summary>The end that was released: bytes after it are dropped. Null until there is one.</summary>
    private ChunkKind? _end;

    /// <summary>How much waits to be taken.</summary>
    public long Weight { get; private set; }

    /// <summary>Nothing waits to be taken.</summary>
    public bool IsEmpty => _ready.Count == 0;

    /// <summary>The end of the whole connection was released, so no other end has a meaning.</summary>
    public bool IsClosed => _end is not (null or ChunkKind.Fin);

    /// <summary>What comes next; null if nothing does.</summary>
    public Chunk? Ready => _ready.First?.Value;

    /// <summary>What was released last.</summary>
    public Chunk? Last => _ready.Last?.Value;

    /// <summary>Releases something.</summary>
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
            if (chunk.EndsSegment)
            {
                Flush();
            }
        }
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
        var segment = new Chunk { Bytes = bytes };
        Weight += segment.Weight;
        _ready.AddLast(segment);
    }

    /// <summary>Takes <see cref="Ready"/>, or so many bytes of it.</summary>
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

    /// <summary>There is one FIN, and after it only what ends the whole connection, once.</summary>
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
