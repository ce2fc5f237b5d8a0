namespace Tincan.Faults;

/// <summary>The connection is closed after some bytes or messages, both ways, as by a program that calls close.</summary>
public sealed record CloseAfterFault : PointFault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public CloseAfterFault()
        : base(FaultDirection.ToClient)
    {
    }

    /// <inheritdoc/>
    public override string Name => "close-after";


    internal override FaultStage? Begin(StageContext context) => new EndingStage(context, this);
}
