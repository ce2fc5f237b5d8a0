namespace Tincan.Faults;

/// <summary>Nothing arrives, and the connection stays open: a peer that never answers.</summary>
public sealed record MuteFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public MuteFault()
        : base(FaultDirection.ToClient)
    {
    }

    /// <inheritdoc/>
    public override string Name => "mute";


    internal override FaultStage? Begin(StageContext context) => new MuteStage(context);
}
