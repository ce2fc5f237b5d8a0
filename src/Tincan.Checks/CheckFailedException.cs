namespace Tincan.Checks;

/// <summary>The kinds of failure; each has a page in <c>docs/checks/</c>.</summary>
public enum FailureKind
{
    /// <summary>There was no connection: the server did not listen, or the client did not connect.</summary>
    NeverConnected,

    /// <summary>No answer.</summary>
    NoAnswer,

    /// <summary>The correct answer, too late.</summary>
    Late,

    /// <summary>An answer with the wrong content.</summary>
    WrongBytes,

    /// <summary>Bytes that should not have been sent.</summary>
    ExtraBytes,

    /// <summary>The correct text, without its line end.</summary>
    TerminatorMissing,

    /// <summary>The connection was closed before everything was sent.</summary>
    ClosedEarly,

    /// <summary>The connection was not closed.</summary>
    NotClosed,

    /// <summary>The connection was reset (RST).</summary>
    Reset,

    /// <summary>The program exited or crashed.</summary>
    Died,

    /// <summary>The exit code reports success after a failure, or failure after a success.</summary>
    WrongExitCode,

    /// <summary>One client was served while another one waited.</summary>
    BlockedByAnother,

    /// <summary>The program keeps reading without sending, so its memory use grows without limit.</summary>
    Hoarded,
}

/// <summary>Thrown when a program does not meet a requirement.</summary>
/// <param name="kind">The kind of failure.</param>
/// <param name="message">What happened: one sentence without a full stop.</param>
public sealed class CheckFailedException(FailureKind kind, string message) : Exception
{
    private string _message = message;

    /// <inheritdoc/>
    public override string Message => _message;

    /// <summary>The kind of failure.</summary>
    public FailureKind Kind { get; } = kind;

    /// <summary>Whether only the end of the connection was wrong; its content was right, unless <see cref="IsContentUnknown"/>. Defaults to false.</summary>
    public bool IsCloseFailure { get; init; }

    /// <summary>
    /// Whether the end of the connection was wrong, and the content was not judged: the case is not about it, or did not get that far. Defaults to false.
    /// </summary>
    public bool IsContentUnknown { get; init; }

    /// <summary>Where the expected bytes belong: on the connection, in a file, or on standard output. Defaults to the connection.</summary>
    public string Where { get; init; } = "on the connection";

    /// <summary>The expected bytes; null if no bytes were expected.</summary>
    public ReadOnlyMemory<byte>? Expected { get; init; }

    /// <summary>The bytes that came instead; null if the failure is not about bytes.</summary>
    public ReadOnlyMemory<byte>? Got { get; init; }

    /// <summary>Whether the failure is that there was no connection: the program did not run, listen or connect. Defaults to false.</summary>
    public bool IsStartFailure { get; init; }

    /// <summary>What the program wrote, if it was stopped before it ran for the case; otherwise null.</summary>
    public string? Output { get; init; }

    /// <summary>The answer that came after the timeout; null if none did.</summary>
    internal LateAnswer? LateAnswer { get; init; }

    /// <summary>The number of the connection on which it happened, as in the events of the case; null if that is unknown, or no connection's. Defaults to null.</summary>
    internal int? Connection { get; set; }

    /// <summary>The same failure with another message.</summary>
    internal CheckFailedException With(string message) => With(message, IsAnswerMissing);

    /// <summary>The same failure with another message; an answer was awaited, known or not.</summary>
    internal CheckFailedException Awaiting(string message) => With(message, isAnswerMissing: true);

    private CheckFailedException With(string message, bool isAnswerMissing)
    {
        var copy = (CheckFailedException)MemberwiseClone();
        (copy._message, copy.IsAnswerMissing) = (message, isAnswerMissing);
        return copy;
    }

    /// <summary>
    /// Whether a correct program may fail like this on a slow machine, because of a timeout or a deadline. Start failures are excluded: their timeout is long
    /// enough.
    /// </summary>
    /// <param name="assignment">The assignment that was checked.</param>
    internal bool MayBeSlowMachine(Assignment assignment) => !IsStartFailure && !IsCertain && (assignment.TableCount > 0 || IsTimeout
        || Kind is FailureKind.NoAnswer or FailureKind.Late or FailureKind.NotClosed or FailureKind.NeverConnected or FailureKind.BlockedByAnother or FailureKind.TerminatorMissing);

    /// <summary>Whether the message already names the cause and the hint of the case fits, so no finding is looked for. Defaults to false.</summary>
    internal bool IsExplained { get; init; }

    /// <summary>Whether an answer was awaited when the connection broke. Defaults to false.</summary>
    internal bool IsAnswerMissing { get; set; }

    /// <summary>Whether nothing came at all. With a different timeout the failure would be the same. Defaults to false.</summary>
    internal bool IsSilence { get; init; }

    /// <summary>Whether a timeout ended the wait. Defaults to false.</summary>
    internal bool IsTimeout { get; init; }

    /// <summary>Whether the program itself waited for input, so that it would have failed on any machine. Defaults to false.</summary>
    internal bool IsCertain { get; init; }

    /// <summary>Whether a part of a message came, by the framing of the page. Defaults to false.</summary>
    internal bool IsUnframed { get; init; }

    /// <summary>How many bytes match, from the start. Reports put the caret under the next one.</summary>
    public int MatchingBytes => Expected is { } expected && Got is { } got ? expected.Span.CommonPrefixLength(got.Span) : 0;
}
