using Tincan.Checks.Cases;

namespace Tincan.Checks.Running;

/// <summary>What a check runs, and when it ends.</summary>
public sealed record CheckPlan
{
    /// <summary>The cases, in the order of their suite.</summary>
    public required IReadOnlyList<Case> Cases { get; init; }

    /// <summary>Under which faults a case that has passed is run again. Defaults to all.</summary>
    public IReadOnlyList<Perturbation> Perturbations { get; init; } = Perturbation.All;

    /// <summary>How many cases may run at the same time. Defaults to 1.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Ends the check at the first case that spoils it.</summary>
    public bool FailFast { get; init; }

    /// <summary>How long all cases together may take. Defaults to no limit.</summary>
    public TimeSpan TotalTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>What should be is required.</summary>
    public bool IsStrict { get; init; }

    /// <summary>The ids of the cases that are known to fail. Defaults to none.</summary>
    public IReadOnlySet<string> KnownFailing { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The program is probed first: how its lines end, and which edition it is of. Defaults to false: it is judged as the options are.</summary>
    public bool Probes { get; init; }
}
