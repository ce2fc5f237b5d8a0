namespace Tincan.Checks.Findings;

/// <summary>All findings, in order of precedence.</summary>
internal static class FindingList
{
    /// <summary>Finds the cause of a failed run; null if none is recognised.</summary>
    /// <param name="seen">What was observed.</param>
    public static Finding? Find(Evidence seen) =>
        (seen.Fault is not null ? null : ClientFindings.FindInputProblem(seen))
        ?? CrashFindings.Find(seen)
        ?? (seen.Fault is not null || seen.Failure.IsExplained ? null
            : EchoFindings.Find(seen) ?? ClientFindings.Find(seen) ?? ResolverFindings.Find(seen) ?? SilenceFindings.Find(seen) ?? EndingFindings.Find(seen)
            ?? BookFindings.Find(seen) ?? NamesFindings.Find(seen) ?? TalkFindings.Find(seen) ?? AnswerFindings.Find(seen));
}
