namespace Tincan.Faults;

/// <summary>Everything arrives later, in its order: as over a slow or far network.</summary>
public sealed record DelayFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public DelayFault()
        : base(FaultDirection.Both)
    {
    }

    /// <inheritdoc/>
    public override string Name => "delay";

    /// <summary>How much later. Defaults to 200 ms.</summary>
    public TimeSpan By { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How much more or less than <see cref="By"/>, drawn for each message. Defaults to zero.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>How the jitter is distributed. Defaults to <see cref="JitterDistribution.Uniform"/>.</summary>
    public JitterDistribution Distribution { get; init; }


    internal override FaultStage? Begin(StageContext context) => new DelayStage(context, this);
}
