using Tincan.Checks.Findings;

namespace Tincan.Checks.Cases;

/// <summary>The result for one part of a case: its content, or how the connection ended.</summary>
public enum PartVerdict
{
    /// <summary>As required.</summary>
    Passed,

    /// <summary>Not as required.</summary>
    Failed,

    /// <summary>Could not be judged, because something before it failed.</summary>
    NotReached,
}

/// <summary>A run of a case.</summary>
/// <param name="Case">Which case.</param>
/// <param name="Fault">What was done to our end of the connections, as it is written on a command line; null for a plain run.</param>
/// <param name="Failure">What was wrong; null if nothing was.</param>
/// <param name="Duration">How long it took.</param>
public sealed record CaseResult(Case Case, string? Fault, CheckFailedException? Failure, TimeSpan Duration)
{
    /// <summary>The verdict on what was said.</summary>
    public PartVerdict Content => Failure switch
    {
        { IsCloseFailure: false } => PartVerdict.Failed,
        { IsContentUnknown: true } => PartVerdict.NotReached,
        _ => PartVerdict.Passed,
    };

    /// <summary>The verdict on how the connection ended.</summary>
    public PartVerdict Ending => Failure switch
    {
        null => PartVerdict.Passed,
        { IsCloseFailure: true } => PartVerdict.Failed,
        _ => PartVerdict.NotReached,
    };

    /// <summary>Whether all was as required.</summary>
    public bool HasPassed => Failure is null;

    /// <summary>What a plain run and one with a fault tell together, in one sentence; null if nothing.</summary>
    public string? Diagnosis { get; init; }

    /// <summary>What the run shows about the program, beyond its kind; null if nothing, or if it passed.</summary>
    public Finding? Finding { get; init; }

    /// <summary>Everything that went over the connections of the case.</summary>
    public IReadOnlyList<WireEvent> Events { get; init; } = [];

    /// <summary>This process did not get to run for a while, so that what was late may have been so for that.</summary>
    internal bool HasStalled { get; init; }

    /// <summary>That a client of the server program's own was seen, without a full stop; null if none was.</summary>
    internal string? OwnClient { get; init; }

    /// <summary>A client had not ended when it had all that it should write.</summary>
    internal bool DidNotExit { get; init; }

    /// <summary>What the program wrote to its standard output and standard error.</summary>
    public string Output { get; init; } = "";
}
