namespace Tincan.Faults.Kinds;

/// <summary>The distribution of a delay around its mean. A delay is never negative, and no message overtakes an earlier one.</summary>
internal enum JitterDistribution
{
    /// <summary>Uniform between mean - jitter and mean + jitter.</summary>
    Uniform,

    /// <summary>Normal, with the jitter as standard deviation.</summary>
    Normal,

    /// <summary>The mean plus a Pareto distribution with shape 3: mostly a little more, rarely very much more, like a congested network.</summary>
    Pareto,
}
