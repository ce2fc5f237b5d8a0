namespace Tincan.Faults;

/// <summary>Whoever receives stops to read, so that the window closes and the sender has to wait.</summary>
public sealed record SlowReaderFault : PointFault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public SlowReaderFault()
        : base(FaultDirection.ToClient)
    {
    }

    /// <inheritdoc/>
    public override string Name => "slow-reader";

    /// <summary>How long. Defaults to null: for ever.</summary>
    public TimeSpan? Hold { get; init; }

    /// <summary>Reads so many bytes in a second instead of none. Defaults to null.</summary>
    public long? Rate { get; init; }


    internal override FaultStage? Begin(StageContext context) => new SlowReaderStage(context, this);
}
