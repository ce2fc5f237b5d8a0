namespace Tincan.Faults.Kinds;

/// <summary>Nothing arrives, and the connection stays open: a peer that never answers.</summary>
internal sealed record MuteFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public MuteFault()
        : base(FaultDirection.ToClient)
    {
    }

    /// <summary>What there is to know of it.</summary>
    public static FaultKind Declared { get; } = new FaultKind<MuteFault>(
        "mute",
        "Lets nothing arrive, and keeps the connection open.",
        "a client without a time-out, which waits for ever")
            .WithExample("mute:conn=1", "the first client never hears anything");

    public override FaultKind Kind => Declared;
}
