namespace Tincan.Checks;

/// <summary>The kinds of failure; each has a page in <c>docs/checks/</c>.</summary>
public enum FailureKind
{
    /// <summary>No connection: nothing listened, or the client never came.</summary>
    NeverConnected,

    /// <summary>Nothing came.</summary>
    NoAnswer,

    /// <summary>The right thing came, after its time.</summary>
    Late,

    /// <summary>Something else came.</summary>
    WrongBytes,

    /// <summary>More came than there should.</summary>
    ExtraBytes,

    /// <summary>The right text came, without its line end.</summary>
    TerminatorMissing,

    /// <summary>The connection was closed before everything was sent.</summary>
    ClosedEarly,

    /// <summary>The connection stayed open.</summary>
    NotClosed,

    /// <summary>The connection was reset (RST).</summary>
    Reset,

    /// <summary>The program ended, or ended with an error.</summary>
    Died,

    /// <summary>The program ended with success where it failed, or with a failure where all was well.</summary>
    WrongExitCode,

    /// <summary>It served one client and let the other wait.</summary>
    BlockedByAnother,

    /// <summary>It took more and more without being rid of any of it.</summary>
    Hoarded,
}

/// <summary>A program did not meet a requirement.</summary>
public sealed class CheckFailedException : Exception
{
    /// <summary>Makes a failure.</summary>
    /// <param name="kind">Which kind.</param>
    /// <param name="message">What happened, in one sentence without a full stop.</param>
    public CheckFailedException(FailureKind kind, string message)
        : base(message) => Kind = kind;

    /// <summary>Which kind.</summary>
    public FailureKind Kind { get; }

    /// <summary>All content was right, and the connection ended wrongly.</summary>
    public bool IsCloseFailure { get; init; }

    /// <summary>The connection ended wrongly, and whether the content was right is not known: it was not what the case is about, or was not reached.</summary>
    public bool IsContentUnknown { get; init; }

    /// <summary>Where what was expected should have been: on the connection, or in a file, or on standard output.</summary>
    public string Where { get; init; } = "on the connection";

    /// <summary>What should have come; null where no bytes were expected.</summary>
    public ReadOnlyMemory<byte>? Expected { get; init; }

    /// <summary>What came.</summary>
    public ReadOnlyMemory<byte>? Got { get; init; }

    /// <summary>There was no connection, so that nothing could be asked: the program did not run, did not listen, or did not connect.</summary>
    public bool IsStartFailure { get; init; }

    /// <summary>What the program wrote before it was ended, if it never ran for the case; null otherwise.</summary>
    public string? Output { get; init; }

    /// <summary>What came when the answer was already overdue; null if nothing did.</summary>
    internal LateAnswer? LateAnswer { get; init; }

    /// <summary>
    /// On a slower machine a program that does all it should might fail like this: something did not come in time, or a deadline passed. Nothing that never
    /// started: that was waited for long enough.
    /// </summary>
    /// <param name="assignment">What was checked.</param>
    internal bool MayBeSlowMachine(Assignment assignment) => !IsStartFailure && (assignment.TableCount > 0 || IsTimeout
        || Kind is FailureKind.NoAnswer or FailureKind.Late or FailureKind.NotClosed or FailureKind.NeverConnected or FailureKind.BlockedByAnother or FailureKind.TerminatorMissing);

    /// <summary>The message names the cause, and the hint of the case fits it: no finding is looked for. Defaults to false.</summary>
    internal bool IsExplained { get; init; }

    /// <summary>Nothing came, and how long it was waited for makes no other failure of it.</summary>
    internal bool IsSilence { get; init; }

    /// <summary>It was told because time was over.</summary>
    internal bool IsTimeout { get; init; }

    /// <summary>How many bytes from the front are right; the caret goes under the next one.</summary>
    public int MatchingBytes => Expected is { } expected && Got is { } got ? expected.Span.CommonPrefixLength(got.Span) : 0;
}
