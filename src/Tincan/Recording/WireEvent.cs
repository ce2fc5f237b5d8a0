using Tincan.Wires;

namespace Tincan.Recording;

/// <summary>What can happen on a wire.</summary>
public enum WireEventKind
{
    /// <summary>The observer connected; <see cref="WireEvent.Text"/> says to where.</summary>
    Connect,

    /// <summary>The observer accepted a connection; <see cref="WireEvent.Text"/> says from where.</summary>
    Accept,

    /// <summary>The observer received a segment.</summary>
    Receive,

    /// <summary>The observer sent bytes as one piece.</summary>
    Send,

    /// <summary>The sender of this direction sent FIN, unless <see cref="WireEvent.By"/> or <see cref="WireEvent.Fault"/> names who did.</summary>
    Fin,

    /// <summary>The sender of this direction sent RST, unless <see cref="WireEvent.By"/> or <see cref="WireEvent.Fault"/> names who did.</summary>
    Rst,

    /// <summary>A limit ended the wait for this direction; <see cref="WireEvent.Text"/> says which.</summary>
    Timeout,

    /// <summary>A fault was done to this direction; <see cref="WireEvent.Fault"/> names it and <see cref="WireEvent.Text"/> says what it did.</summary>
    Fault,

    /// <summary>The observer let go of the connection; <see cref="WireEvent.Reason"/> says why.</summary>
    Close,

    /// <summary>A remark, for instance that events were lost.</summary>
    Note,
}

/// <summary>
/// A fact: at this time, on this connection, this happened in this direction, and these were the bytes. Serving, speaking, watching, breaking
/// and checking all produce or consume it.
/// </summary>
public sealed record WireEvent
{
    /// <summary>The value of <see cref="By"/> for a proxy.</summary>
    public const string ByProxy = "proxy";

    /// <summary>Counts the recording's events from 1. A gap in the numbers is where events were lost.</summary>
    public long Number { get; init; }

    /// <summary>Monotonic time since the recording began.</summary>
    public TimeSpan At { get; init; }

    /// <summary>Wall time.</summary>
    public DateTimeOffset Wall { get; init; }

    /// <summary>Counts the recording's connections from 1; 0 is the recording as a whole.</summary>
    public int Connection { get; init; }

    /// <summary>Which way. For <see cref="WireEventKind.Close"/> and <see cref="WireEventKind.Note"/> it has no meaning.</summary>
    public Direction Direction { get; init; }

    /// <summary>What happened.</summary>
    public WireEventKind Kind { get; init; }

    /// <summary>The bytes of a segment; otherwise empty.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>
    /// How many bytes went this way before. For a FIN or RST: how many in all. For a fault: how many it lets pass before the place it acts on.
    /// </summary>
    public long Offset { get; init; }

    /// <summary>
    /// Where the codec of the conversation is known: the number, from 0 in its direction, of the message that the first byte belongs to.
    /// </summary>
    public int? Message { get; init; }

    /// <summary>
    /// Where the codec is known: the offsets in this direction at which messages end within this segment. None: it holds only a part of a message; two: a
    /// second message ended in it too.
    /// </summary>
    public IReadOnlyList<long> Ends { get; init; } = [];

    /// <summary>
    /// For <see cref="WireEventKind.Fault"/>: the fault's name, for instance <c>delay</c>. For a FIN or RST: the fault that sent it; null if no fault did.
    /// </summary>
    public string? Fault { get; init; }

    /// <summary>
    /// Who did it, where that is neither the client nor the server: <see cref="ByProxy"/>. A FIN or RST without it was sent by the side that speaks in its
    /// direction, or passed on from there.
    /// </summary>
    public string? By { get; init; }

    /// <summary>Why the connection ended, for <see cref="WireEventKind.Close"/>.</summary>
    public CloseReason? Reason { get; init; }

    /// <summary>For <see cref="WireEventKind.Accept"/>, where many services are recorded together: what the one is called that accepted.</summary>
    public string? Service { get; init; }

    /// <summary>What a person should know: an address, a limit, what a fault did, a remark.</summary>
    public string? Text { get; init; }
}
