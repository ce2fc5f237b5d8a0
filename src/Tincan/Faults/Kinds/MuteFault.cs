namespace Tincan.Faults.Kinds;

internal sealed record MuteFault() : Fault(FaultDirection.ToClient)
{
    public static FaultKind Declared { get; } = new FaultKind<MuteFault>(
        "mute",
        "Lets nothing arrive, and keeps the connection open.",
        "a client without a time-out, which waits for ever")
            .WithExample("mute:conn=1", "the first client never hears anything");

    public override FaultKind Kind => Declared;
}
