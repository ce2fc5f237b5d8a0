namespace Tincan.Faults;

/// <summary>A message stops in its middle, and all that follows waits behind it.</summary>
public sealed record StallFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public StallFault()
        : base(FaultDirection.ToClient)
    {
    }

    /// <inheritdoc/>
    public override string Name => "stall";

    /// <summary>After how many bytes of the message, 0 or more. Defaults to 1.</summary>
    public long AfterBytes { get; init; } = 1;

    /// <summary>How long. Defaults to null: for ever.</summary>
    public TimeSpan? Hold { get; init; }


    internal override FaultStage? Begin(StageContext context) => new StallStage(context, this);
}
