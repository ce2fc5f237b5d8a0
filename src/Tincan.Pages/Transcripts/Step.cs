using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;

namespace Tincan.Pages.Transcripts;

/// <summary>A line of a transcript. Its times are in seconds.</summary>
/// <param name="At">Where it is on the page.</param>
public abstract record Step(Token At);

/// <summary>What happens on a connection.</summary>
/// <param name="At">Where it is on the page.</param>
/// <param name="From">Who does it.</param>
/// <param name="To">To whom.</param>
public abstract record WireStep(Token At, Role From, Role To) : Step(At);

/// <summary>A message.</summary>
/// <param name="At">Where it is on the page.</param>
/// <param name="From">Who sends it.</param>
/// <param name="To">Who receives it.</param>
/// <param name="Message">The message.</param>
/// <param name="After">How long the sender waits before it: <c>[after 1s]</c>.</param>
/// <param name="Within">Within which time it must come, if that is part of the protocol: <c>[within 1s]</c>.</param>
public sealed record MessageStep(Token At, Role From, Role To, MessageForm Message, Expression? After, Expression? Within) : WireStep(At, From, To)
{
    /// <summary>Messages like these may come before it, also none: <c>[any number] …</c>.</summary>
    public IReadOnlyList<MessageForm> Before { get; init; } = [];

    /// <summary>How many times it is sent, one after another: <c>[times 1000]</c>. Defaults to 1.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Something else may come instead, or nothing: another case judges that. <c>[unjudged]</c>. Defaults to false.</summary>
    public bool IsUnjudged { get; init; }

    /// <summary>It comes on the connection of the message before it, also where a page allows others: <c>[same connection]</c>. Defaults to false.</summary>
    public bool IsOnSameConnection { get; init; }
}

/// <summary>A message that is sent again and again by somebody who reads nothing, until the other end takes no more: <c>[fills 32MiB] …</c>.</summary>
/// <param name="At">Where it is on the page.</param>
/// <param name="From">Who sends it.</param>
/// <param name="To">Who should stop receiving.</param>
/// <param name="Message">The message.</param>
/// <param name="Limit">How many bytes the other end must not take.</param>
public sealed record FillStep(Token At, Role From, Role To, MessageForm Message, long Limit) : WireStep(At, From, To);

/// <summary>Bytes that are sent as they are, without framing: <c>[raw] …</c>.</summary>
public sealed record RawStep(Token At, Role From, Role To, MessageForm Bytes, Expression? After) : WireStep(At, From, To)
{
    /// <summary>Another case judges these bytes: <c>[unjudged] [raw]</c>. Defaults to false.</summary>
    public bool IsUnjudged { get; init; }
}

/// <summary>A message without its end: <c>[unfinished] …</c>.</summary>
public sealed record UnfinishedStep(Token At, Role From, Role To, MessageForm Message) : WireStep(At, From, To);

/// <summary>What can happen on a connection beside messages.</summary>
public enum TranscriptEvent
{
    /// <summary>The connection is made.</summary>
    Connects,

    /// <summary>A FIN; the connection can still receive.</summary>
    Fin,

    /// <summary>The connection ends: a FIN, after everything has been received.</summary>
    Closes,

    /// <summary>A reset (RST).</summary>
    Reset,

    /// <summary>Nothing is sent for a time.</summary>
    Silence,

    /// <summary>A server that the program under test calls refuses connections.</summary>
    Refuses,
}

/// <summary>An event in brackets: <c>[FIN]</c>, <c>[silence 1s]</c>.</summary>
/// <param name="At">Where it is on the page.</param>
/// <param name="From">Who does it.</param>
/// <param name="To">The other end of the connection.</param>
/// <param name="Event">What happens.</param>
/// <param name="Time">For a silence, how long; for an end, within which time, if that is part of the protocol.</param>
/// <param name="After">How long the one who does it waits before it.</param>
public sealed record EventStep(Token At, Role From, Role To, TranscriptEvent Event, Expression? Time, Expression? After) : WireStep(At, From, To)
{
    /// <summary>Messages like these may come before the end, also none: <c>[any number] …</c>.</summary>
    public IReadOnlyList<MessageForm> Before { get; init; } = [];
}

/// <summary>Messages that may come in any order: the lines after <c>(either order)</c>.</summary>
public sealed record EitherOrderStep(Token At, IReadOnlyList<MessageStep> Steps) : Step(At);

/// <summary>A line that is typed at the program's keyboard: <c>in: …</c>; without a text, the end of its input.</summary>
public sealed record InputStep(Token At, MessageForm? Line) : Step(At)
{
    /// <summary>The input ends after it, without a line end: <c>in: [unfinished] …</c>. Defaults to false.</summary>
    public bool IsUnfinished { get; init; }
}

/// <summary>A line that the program prints: <c>out: …</c>.</summary>
public sealed record OutputStep(Token At, MessageForm Line) : Step(At)
{
    /// <summary>The program must not print it: <c>out: [never] …</c>. Defaults to false.</summary>
    public bool IsNever { get; init; }

    /// <summary>These bytes are no line: they come in one piece, with anything before and after them. <c>out: [raw] …</c>. Defaults to false.</summary>
    public bool IsRaw { get; init; }
}

/// <summary>A line of a file: of one that the program reads (before the first message), or of one that it has written.</summary>
/// <param name="At">Where it is on the page.</param>
/// <param name="Name">Its name, in the folder of the program.</param>
/// <param name="IsWritten">The program writes it: <c>file NAME:</c> after the first message; otherwise it is there from the start.</param>
/// <param name="Line">The line.</param>
public sealed record FileStep(Token At, ByteText Name, bool IsWritten, MessageForm Line) : Step(At)
{
    /// <summary>The file ends after it, without a newline: <c>file NAME: [unfinished] …</c>. Defaults to false.</summary>
    public bool IsUnfinished { get; init; }
}

/// <summary>The program ends: <c>exit 0</c>.</summary>
public sealed record ExitStep(Token At, int Code) : Step(At);
