using Tincan.Recording;

namespace Tincan.Drawing;

/// <summary>What a row of a ladder shows.</summary>
public enum LadderRowKind
{
    /// <summary>A connection was made.</summary>
    Opened,

    /// <summary>Bytes went one way.</summary>
    Segment,

    /// <summary>A side has finished speaking.</summary>
    Fin,

    /// <summary>A side broke the connection off.</summary>
    Rst,

    /// <summary>A limit ended a wait.</summary>
    Timeout,

    /// <summary>A fault was done to one direction.</summary>
    Fault,

    /// <summary>The observer let go of the connection.</summary>
    Closed,

    /// <summary>A remark.</summary>
    Note,

    /// <summary>It was silent before the next row.</summary>
    Gap,

    /// <summary>It is silent still: as far as a live view, or the end of a recording, can tell.</summary>
    StillWaiting,
}

/// <summary>A row of a ladder: an event and how it looks in its conversation, or the silence between two.</summary>
public sealed record LadderRow
{
    /// <summary>What it shows.</summary>
    public required LadderRowKind Kind { get; init; }

    /// <summary>Which connection; 0 is the recording as a whole.</summary>
    public required int Connection { get; init; }

    /// <summary>When, since the recording began. A silence is shown when it began.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>How long after the row before it on this connection; null if it is the first.</summary>
    public TimeSpan? Delta { get; init; }

    /// <summary>The event; null for a silence.</summary>
    public WireEvent? Event { get; init; }

    /// <summary>The messages in a segment; none if nothing tells where messages end.</summary>
    public IReadOnlyList<MessagePart> Parts { get; init; } = [];

    /// <summary>For a silence: who waits for whom.</summary>
    public Wait? Wait { get; init; }

    /// <summary>For a silence: how long.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>What a person should read. It may hold a stranger's text: make it <see cref="Escape"/> before it is shown.</summary>
    public string Text { get; init; } = "";

    /// <summary>A message of this segment begins or ends elsewhere, or there are several: bars of messages tell more than the segment alone.</summary>
    public bool IsCutUnlikeMessages => Parts.Count > 1 || (Parts.Count == 1 && !Parts[0].IsWhole);
}
