namespace Tincan.Faults;

/// <summary>An answer arrives a given time after its question, however quickly it was given.</summary>
public sealed record LateFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public LateFault()
        : base(FaultDirection.ToClient)
    {
    }

    /// <inheritdoc/>
    public override string Name => "late";

    /// <summary>How long after the last thing that came the other way. Defaults to 5.1 s: just after the deadline of a resolver.</summary>
    public TimeSpan By { get; init; } = TimeSpan.FromSeconds(5.1);


    internal override FaultStage? Begin(StageContext context) => new LateStage(context, this);
}
