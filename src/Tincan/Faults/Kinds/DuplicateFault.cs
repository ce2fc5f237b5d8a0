namespace Tincan.Faults;

/// <summary>A message arrives twice.</summary>
public sealed record DuplicateFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public DuplicateFault()
        : base(FaultDirection.Both)
    {
    }

    /// <inheritdoc/>
    public override string Name => "duplicate";


    internal override FaultStage? Begin(StageContext context) => new DuplicateStage(context);
}
