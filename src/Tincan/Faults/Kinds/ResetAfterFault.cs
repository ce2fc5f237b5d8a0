namespace Tincan.Faults;

/// <summary>The connection is reset (RST) after some bytes or messages.</summary>
public sealed record ResetAfterFault : PointFault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public ResetAfterFault()
        : base(FaultDirection.ToClient)
    {
    }

    /// <inheritdoc/>
    public override string Name => "reset-after";


    internal override FaultStage? Begin(StageContext context) => new EndingStage(context, this);
}
