namespace Tincan.Checks.Findings;

/// <summary>All findings, in the order in which they are looked for.</summary>
internal static class FindingList
{
    /// <summary>Looks for the first thing that explains a failed run; null if it can only be described by its kind.</summary>
    /// <param name="seen">What was seen in it.</param>
    public static Finding? Find(Evidence seen) =>
        (seen.Fault is not null ? null : ClientFindings.FindInputProblem(seen))
        ?? CrashFindings.Find(seen)
        ?? (seen.Fault is not null || seen.Failure.IsExplained ? null
            : EchoFindings.Find(seen) ?? ClientFindings.Find(seen) ?? ResolverFindings.Find(seen) ?? SilenceFindings.Find(seen) ?? EndingFindings.Find(seen)
            ?? BookFindings.Find(seen) ?? NamesFindings.Find(seen) ?? TalkFindings.Find(seen) ?? AnswerFindings.Find(seen));
}
