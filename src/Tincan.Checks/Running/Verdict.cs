using Tincan.Checks.Cases;

namespace Tincan.Checks.Running;

/// <summary>The result of a case: always one of the nested records.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>The name in reports: <c>passed</c>, <c>failed</c>, <c>not-run</c>, <c>skipped</c>, <c>broken</c>.</summary>
    public abstract string Word { get; }

    /// <summary>The plain run, and those with a fault; none if it was not run to its end.</summary>
    public virtual IReadOnlyList<CaseResult> Runs => [];

    /// <summary>The verdict on the runs of a case.</summary>
    /// <param name="runs">The plain run, and those with a fault; at least one.</param>
    public static Verdict Of(IReadOnlyList<CaseResult> runs) =>
        runs.FirstOrDefault(static run => !run.HasPassed) is { } first ? new Failed(first, runs) : new Passed(runs);

    /// <summary>All of its runs were as required.</summary>
    /// <param name="Runs">The plain run, and those with a fault.</param>
    public sealed record Passed(IReadOnlyList<CaseResult> Runs) : Verdict
    {
        /// <inheritdoc/>
        public override string Word => "passed";

        /// <inheritdoc/>
        public override IReadOnlyList<CaseResult> Runs { get; } = Runs;
    }

    /// <summary>A run was not as required.</summary>
    /// <param name="First">The first such run.</param>
    /// <param name="Runs">The plain run, and those with a fault.</param>
    public sealed record Failed(CaseResult First, IReadOnlyList<CaseResult> Runs) : Verdict
    {
        /// <inheritdoc/>
        public override string Word => "failed";

        /// <inheritdoc/>
        public override IReadOnlyList<CaseResult> Runs { get; } = Runs;
    }

    /// <summary>The case did not run, or did not run to its end.</summary>
    public sealed record NotRun(string Why) : Verdict
    {
        /// <inheritdoc/>
        public override string Word => "not-run";
    }

    /// <summary>The case cannot be judged with the options of this check.</summary>
    public sealed record Skipped(string Why) : Verdict
    {
        /// <inheritdoc/>
        public override string Word => "skipped";
    }

    /// <summary>The check itself failed.</summary>
    /// <param name="Why">How, without a full stop.</param>
    public sealed record Broken(string Why) : Verdict
    {
        /// <inheritdoc/>
        public override string Word => "broken";
    }
}
