namespace Tincan.Faults;

/// <summary>Bytes go at a given rate: in pieces of a hundredth of a second, each as a segment of its own.</summary>
public sealed record ThrottleFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public ThrottleFault()
        : base(FaultDirection.Both)
    {
    }

    /// <inheritdoc/>
    public override string Name => "throttle";

    /// <summary>How many bytes in a second, 1 or more. Defaults to 1,000.</summary>
    public long Rate { get; init; } = 1000;


    internal override FaultStage? Begin(StageContext context) => new ThrottleStage(context, this);
}
