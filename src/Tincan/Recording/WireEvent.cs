namespace Tincan.Recording;

/// <summary>What can happen on a wire.</summary>
public enum WireEventKind
{
    /// <summary>The observer connected; <see cref="WireEvent.Text"/> is the address.</summary>
    Connect,

    /// <summary>The observer accepted a connection; <see cref="WireEvent.Text"/> is the client's address.</summary>
    Accept,

    /// <summary>The observer received the bytes of one read.</summary>
    Receive,

    /// <summary>The observer sent the bytes of one write.</summary>
    Send,

    /// <summary>The sender of this direction sent a FIN, unless <see cref="WireEvent.By"/> or <see cref="WireEvent.Fault"/> names another cause.</summary>
    Fin,

    /// <summary>The sender of this direction sent an RST, unless <see cref="WireEvent.By"/> or <see cref="WireEvent.Fault"/> names another cause.</summary>
    Rst,

    /// <summary>A timeout ended the wait for this direction; <see cref="WireEvent.Text"/> names it.</summary>
    Timeout,

    /// <summary>A fault acted on this direction; <see cref="WireEvent.Fault"/> names it, and <see cref="WireEvent.Text"/> describes it.</summary>
    Fault,

    /// <summary>The observer closed the connection; <see cref="WireEvent.Reason"/> says why.</summary>
    Close,

    /// <summary>A remark, for instance that events were lost.</summary>
    Note,
}

/// <summary>
/// Something that happened on a connection: when, in which direction, and with which bytes. Every part of Tincan that serves, watches, disturbs or
/// checks produces or consumes these events.
/// </summary>
public sealed record WireEvent
{
    /// <summary>The value of <see cref="By"/> for a proxy.</summary>
    public const string ByProxy = "proxy";

    /// <summary>The value of <see cref="By"/> for a remark about messages that leave the protocol of a page.</summary>
    public const string ByPage = "page";

    /// <summary>The event's number in the recording, from 1. A gap means that events were lost.</summary>
    public long Number { get; init; }

    /// <summary>Monotonic time since the recording began.</summary>
    public TimeSpan At { get; init; }

    /// <summary>Wall time.</summary>
    public DateTimeOffset Wall { get; init; }

    /// <summary>The connection's number in the recording, from 1; 0 for the recording as a whole.</summary>
    public int Connection { get; init; }

    /// <summary>The direction. Meaningless for <see cref="WireEventKind.Close"/> and <see cref="WireEventKind.Note"/>.</summary>
    public Direction Direction { get; init; }

    /// <summary>What happened.</summary>
    public WireEventKind Kind { get; init; }

    /// <summary>The bytes of a read or write; otherwise empty.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>
    /// The offset of the first byte in this direction. For a FIN or RST: the total number of bytes. For a fault: the offset where it acts.
    /// </summary>
    public long Offset { get; init; }

    /// <summary>
    /// If the codec is known: the number of the message that the first byte belongs to, from 0 in each direction.
    /// </summary>
    public int? Message { get; init; }

    /// <summary>
    /// If the codec is known: the offsets in this direction at which messages end in these bytes. None if they are only a part of a message; two if a
    /// second message ends in them, too.
    /// </summary>
    public IReadOnlyList<long> Ends { get; init; } = [];

    /// <summary>If the protocol is known: what the messages that end in these bytes are called, in the order of <see cref="Ends"/>; otherwise none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>If the protocol is known: what the server must send after these bytes, in words; empty if nothing. Null if it is not known.</summary>
    public string? Expects { get; init; }

    /// <summary>
    /// For <see cref="WireEventKind.Fault"/>: the fault's name, such as <c>delay</c>. For a FIN or RST: the fault that sent it, or null.
    /// </summary>
    public string? Fault { get; init; }

    /// <summary>
    /// <see cref="ByProxy"/> if the proxy itself caused the event, <see cref="ByPage"/> for a remark that the protocol's page makes. Null if the sender of the direction did, or if it was passed on from there.
    /// </summary>
    public string? By { get; init; }

    /// <summary>Why the connection ended, for <see cref="WireEventKind.Close"/>.</summary>
    public CloseReason? Reason { get; init; }

    /// <summary>For <see cref="WireEventKind.Accept"/>, if several services are recorded together: the name of the service.</summary>
    public string? Service { get; init; }

    /// <summary>Details for people: an address, a timeout, what a fault did, a remark.</summary>
    public string? Text { get; init; }
}
