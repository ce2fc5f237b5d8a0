using Tincan.Checks.Cases;

namespace Tincan.Checks.Running;

/// <summary>The result of a case: one of the nested records.</summary>
public abstract record Verdict
{
    /// <summary>The name of <see cref="Passed"/> in reports.</summary>
    public const string PassedWord = "passed";

    /// <summary>The name of <see cref="Failed"/> in reports.</summary>
    public const string FailedWord = "failed";

    private Verdict()
    {
    }

    /// <summary>The name in reports: <c>passed</c>, <c>failed</c>, <c>not-run</c>, <c>skipped</c>, <c>broken</c>.</summary>
    public abstract string Word { get; }

    /// <summary>The plain run and the runs with faults; empty if the case did not finish.</summary>
    public virtual IReadOnlyList<CaseResult> Runs => [];

    /// <summary>The verdict for these runs.</summary>
    /// <param name="runs">The plain run and the runs with faults; at least one.</param>
    public static Verdict Of(IReadOnlyList<CaseResult> runs) =>
        runs.FirstOrDefault(static run => !run.HasPassed) is { } first ? new Failed(first, runs) : new Passed(runs);

    /// <summary>All runs passed.</summary>
    /// <param name="Runs">The plain run and the runs with faults.</param>
    public sealed record Passed(IReadOnlyList<CaseResult> Runs) : Verdict
    {
        /// <inheritdoc/>
        public override string Word => PassedWord;

        /// <inheritdoc/>
        public override IReadOnlyList<CaseResult> Runs { get; } = Runs;
    }

    /// <summary>A run failed.</summary>
    /// <param name="First">The first run that failed.</param>
    /// <param name="Runs">The plain run and the runs with faults.</param>
    public sealed record Failed(CaseResult First, IReadOnlyList<CaseResult> Runs) : Verdict
    {
        /// <inheritdoc/>
        public override string Word => FailedWord;

        /// <inheritdoc/>
        public override IReadOnlyList<CaseResult> Runs { get; } = Runs;
    }

    /// <summary>The case did not run, or did not finish.</summary>
    public sealed record NotRun(string Why) : Verdict
    {
        /// <inheritdoc/>
        public override string Word => "not-run";
    }

    /// <summary>The case does not apply to the options of this check.</summary>
    public sealed record Skipped(string Why) : Verdict
    {
        /// <inheritdoc/>
        public override string Word => "skipped";
    }

    /// <summary>The check itself has a bug.</summary>
    /// <param name="Why">What went wrong, without a full stop.</param>
    public sealed record Broken(string Why) : Verdict
    {
        /// <inheritdoc/>
        public override string Word => "broken";
    }
}
