namespace Tincan.Drawing;

/// <summary>The kind of a row in a ladder.</summary>
public enum LadderRowKind
{
    /// <summary>A connection was made.</summary>
    Opened,

    /// <summary>The bytes of one read or write.</summary>
    Chunk,

    /// <summary>A FIN.</summary>
    Fin,

    /// <summary>An RST.</summary>
    Rst,

    /// <summary>A timeout.</summary>
    Timeout,

    /// <summary>A fault acted on one direction.</summary>
    Fault,

    /// <summary>The observer closed the connection.</summary>
    Closed,

    /// <summary>A remark.</summary>
    Note,

    /// <summary>A silence before the next row.</summary>
    Gap,

    /// <summary>A silence that still lasts, in a live view or at the end of a recording.</summary>
    StillWaiting,
}

/// <summary>A row of a ladder: an event, or a silence.</summary>
public sealed record LadderRow
{
    /// <summary>The kind of row.</summary>
    public required LadderRowKind Kind { get; init; }

    /// <summary>The connection's number; 0 for the recording as a whole.</summary>
    public required int Connection { get; init; }

    /// <summary>The time since the recording began. For a silence: its beginning.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>The time since the previous event of the connection; null for the first.</summary>
    public TimeSpan? Delta { get; init; }

    /// <summary>The event; null for a silence.</summary>
    public WireEvent? Event { get; init; }

    /// <summary>The messages in a chunk; empty if message ends are unknown.</summary>
    public IReadOnlyList<MessagePart> Parts { get; init; } = [];

    /// <summary>For a silence: who waits for whom.</summary>
    public Wait? Wait { get; init; }

    /// <summary>For a silence: how long.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>The text for people. It may contain untrusted text: use <see cref="Escape"/> before you show it.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether the chunk is not exactly one message: messages are split or coalesced.</summary>
    public bool IsSplitOrCoalesced => Parts.Count > 1 || (Parts.Count == 1 && !Parts[0].IsWhole);
}
