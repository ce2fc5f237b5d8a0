using Tincan.Checks.Findings;

namespace Tincan.Checks.Cases;

/// <summary>The result for one part of a case: its content, or the end of the connection.</summary>
public enum PartVerdict
{
    /// <summary>Correct.</summary>
    Passed,

    /// <summary>Not correct.</summary>
    Failed,

    /// <summary>Not judged, because an earlier step failed.</summary>
    NotReached,
}

/// <summary>The result of one run of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Fault">The fault at our end of the connections, as on the command line; null for the plain run.</param>
/// <param name="Failure">What was wrong; null if the run passed.</param>
/// <param name="Duration">How long the run took.</param>
public sealed record CaseResult(Case Case, string? Fault, CheckFailedException? Failure, TimeSpan Duration)
{
    /// <summary>Whether the content was right.</summary>
    public PartVerdict Content => Failure switch
    {
        { IsCloseFailure: false } => PartVerdict.Failed,
        { IsContentUnknown: true } => PartVerdict.NotReached,
        _ => PartVerdict.Passed,
    };

    /// <summary>Whether the connection ended correctly.</summary>
    public PartVerdict Ending => Failure switch
    {
        null => PartVerdict.Passed,
        { IsCloseFailure: true } => PartVerdict.Failed,
        _ => PartVerdict.NotReached,
    };

    /// <summary>Whether the run passed.</summary>
    public bool HasPassed => Failure is null;

    /// <summary>What it means that the plain run passed and this one failed, in one sentence; null if the run passed or is the plain one.</summary>
    public string? Diagnosis { get; init; }

    /// <summary>The cause that was recognised; null if none was, or if the run passed.</summary>
    public Finding? Finding { get; init; }

    /// <summary>The events on the connections of the run.</summary>
    public IReadOnlyList<WireEvent> Events { get; init; } = [];

    /// <summary>Whether this process did not get to run for a while, which may explain a timeout.</summary>
    internal bool HasStalled { get; init; }

    /// <summary>The observation that the server program runs its own client, without a full stop; null if it does not.</summary>
    internal string? OwnClient { get; init; }

    /// <summary>Whether the client was still running after it had written all its output.</summary>
    internal bool DidNotExit { get; init; }

    /// <summary>What the program wrote to standard output and standard error.</summary>
    public string Output { get; init; } = "";
}
