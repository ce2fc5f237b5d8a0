namespace Tincan.Faults;

/// <summary>One direction ends early with FIN; what its sender still sends is thrown away. The other direction goes on.</summary>
public sealed record HalfCloseFault : PointFault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public HalfCloseFault()
        : base(FaultDirection.ToClient)
    {
    }

    /// <inheritdoc/>
    public override string Name => "half-close";


    internal override FaultStage? Begin(StageContext context) => new EndingStage(context, this);
}
