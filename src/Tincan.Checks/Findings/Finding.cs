namespace Tincan.Checks.Findings;

/// <summary>What a failed run shows about the program, beyond its kind.</summary>
/// <param name="Id">The same for the same cause: cases that fail with it are reported together.</param>
/// <param name="What">What was seen, without a full stop.</param>
/// <param name="Hint">What to look at in the program, in words a beginner can act on; null: as the case says.</param>
public sealed record Finding(string Id, string What, string? Hint)
{
    /// <summary>Looks for the first thing that explains a failed run; null if it can only be described by its kind.</summary>
    /// <param name="seen">What was seen in it.</param>
    internal static Finding? Of(Evidence seen) =>
        (seen.Fault is not null ? null : ClientFindings.OfInput(seen))
        ?? CrashFindings.Find(seen)
        ?? (seen.Fault is not null || seen.Failure.IsExplained ? null
            : EchoFindings.Find(seen) ?? ClientFindings.Find(seen) ?? ResolverFindings.Find(seen) ?? SilenceFindings.Find(seen) ?? EndingFindings.Find(seen)
            ?? BookFindings.Find(seen) ?? NamesFindings.Find(seen) ?? TalkFindings.Find(seen) ?? AnswerFindings.Find(seen));
}
