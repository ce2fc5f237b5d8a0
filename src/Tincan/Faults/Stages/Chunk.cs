namespace Tincan.Faults.Stages;

/// <summary>What passes through the faults of a direction.</summary>
internal enum ChunkKind
{
    Bytes,

    /// <summary>The sender has finished.</summary>
    Fin,

    /// <summary>The connection broke; <see cref="Chunk.Error"/> says how.</summary>
    Broken,

    /// <summary>A fault closes the connection here, like a program that closes its socket.</summary>
    Close,

    /// <summary>A fault resets the connection here.</summary>
    Reset,
}

/// <summary>Bytes of one message, or an ending, on the way through the faults of a direction.</summary>
internal readonly record struct Chunk
{
    /// <summary>The approximate memory of a chunk besides its bytes.</summary>
    private const int Bookkeeping = 128;

    public ChunkKind Kind { get; init; }

    /// <summary>The memory it takes: 1 MiB in chunks of one byte takes a hundred times as much. An ending counts as 0.</summary>
    public int Weight => Kind == ChunkKind.Bytes ? Bookkeeping + Bytes.Length : 0;

    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The offset of the first byte in the direction, before any fault.</summary>
    public long Offset { get; init; }

    /// <summary>The number of the message in the direction, from 1.</summary>
    public int Message { get; init; }

    /// <summary>The name of the message; null if no fault asks for it.</summary>
    public string? Name { get; init; }

    /// <summary>The offset of the first byte in the message.</summary>
    public long Within { get; init; }

    /// <summary>The message ends here.</summary>
    public bool EndsMessage { get; init; }

    /// <summary>The write ends here: what follows goes out in another write, even at the same time.</summary>
    public bool EndsWrite { get; init; }

    /// <summary>A duplicate, which other duplicate faults do not duplicate again.</summary>
    public bool IsCopy { get; init; }

    public WireException? Error { get; init; }

    /// <summary>The fault that ends the direction or the connection here; null if the sender does.</summary>
    public string? Fault { get; init; }

    public Chunk Head(int length) => length == Bytes.Length ? this : this with { Bytes = Bytes[..length], EndsMessage = false, EndsWrite = false };

    public Chunk Tail(int from) => this with { Bytes = Bytes[from..], Offset = Offset + from, Within = Within + from };
}

/// <summary>Takes chunks in their order.</summary>
internal interface IChunkTaker
{
    void Take(Chunk chunk);
}
