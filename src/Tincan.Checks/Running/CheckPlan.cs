using Tincan.Checks.Cases;

namespace Tincan.Checks.Running;

/// <summary>What a check runs, and when it stops.</summary>
public sealed record CheckPlan
{
    /// <summary>The cases, in the order of their suite.</summary>
    public required IReadOnlyList<Case> Cases { get; init; }

    /// <summary>The perturbations for cases that pass. Defaults to all.</summary>
    public IReadOnlyList<Perturbation> Perturbations { get; init; } = Perturbation.All;

    /// <summary>How many cases may run at the same time. Defaults to 1.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Whether to stop after the first case that fails the check. Defaults to false.</summary>
    public bool FailFast { get; init; }

    /// <summary>Whether a case that failed runs once more when the others are done, to find out whether it is flaky. Defaults to false.</summary>
    public bool RetriesFailures { get; init; }

    /// <summary>The statuses of an earlier check by case. Those that passed do not run, and one that failed and passes now is flaky. Defaults to none.</summary>
    public IReadOnlyDictionary<string, string> Earlier { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long all cases together may take. Defaults to no limit.</summary>
    public TimeSpan TotalTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Whether a SHOULD is required too. Defaults to false.</summary>
    public bool IsStrict { get; init; }

    /// <summary>The ids of the cases that are known to fail. Defaults to none.</summary>
    public IReadOnlySet<string> KnownFailing { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether to probe the line end and the edition of the program first. Defaults to false: the options say everything.</summary>
    public bool Probes { get; init; }
}
