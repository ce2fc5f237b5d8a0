using Tincan.Wires;

namespace Tincan.Faults.Stages;

/// <summary>What can be on its way through the faults of a direction.</summary>
internal enum ChunkKind
{
    Bytes,

    /// <summary>The sender has finished.</summary>
    Fin,

    /// <summary>The connection broke; <see cref="Chunk.Error"/> says how.</summary>
    Broken,

    /// <summary>A fault closes the connection here, as a program that closes its socket does.</summary>
    Close,

    /// <summary>A fault resets the connection here.</summary>
    Reset,
}

/// <summary>Bytes of one message, or an ending, on their way through the faults of a direction.</summary>
internal readonly record struct Chunk
{
    /// <summary>About what it takes to hold a piece, beside its bytes.</summary>
    private const int Bookkeeping = 128;

    public ChunkKind Kind { get; init; }

    /// <summary>What it takes to hold it: a mebibyte in pieces of one byte would be a hundred times as much. An ending counts for nothing.</summary>
    public int Weight => Kind == ChunkKind.Bytes ? Bookkeeping + Bytes.Length : 0;

    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>How many bytes the sender sent before.</summary>
    public long Offset { get; init; }

    /// <summary>Which message of the direction, from 1.</summary>
    public int Message { get; init; }

    /// <summary>How many bytes of the message the sender sent before.</summary>
    public long Within { get; init; }

    /// <summary>The message ends here.</summary>
    public bool EndsMessage { get; init; }

    /// <summary>What comes after is a segment of its own, even if it comes at the same time.</summary>
    public bool EndsSegment { get; init; }

    /// <summary>A fault has made it, so that no other makes it again: a row of such faults would double it with each.</summary>
    public bool IsCopy { get; init; }

    public WireException? Error { get; init; }

    /// <summary>The fault that ends the direction or the connection here; null if the sender does.</summary>
    public string? Fault { get; init; }

    public Chunk Head(int length) => length == Bytes.Length ? this : this with { Bytes = Bytes[..length], EndsMessage = false, EndsSegment = false };

    public Chunk Tail(int from) => this with { Bytes = Bytes[from..], Offset = Offset + from, Within = Within + from };
}

/// <summary>Takes chunks in their order.</summary>
internal interface IChunkTaker
{
    void Take(Chunk chunk);
}
