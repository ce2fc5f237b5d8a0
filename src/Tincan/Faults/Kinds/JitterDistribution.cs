namespace Tincan.Faults.Kinds;

/// <summary>How much a delay differs from its mean. No delay is below zero, and nothing overtakes what was sent before it.</summary>
internal enum JitterDistribution
{
    /// <summary>Anything from the jitter less to the jitter more, all of it equally likely.</summary>
    Uniform,

    /// <summary>Mostly near the mean; the jitter is the standard deviation.</summary>
    Normal,

    /// <summary>Never less than the mean, mostly little more, and now and then very much more (Pareto with shape 3): a congested network.</summary>
    Pareto,
}
