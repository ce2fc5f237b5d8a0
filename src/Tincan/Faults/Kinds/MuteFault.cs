namespace Tincan.Faults.Kinds;

internal sealed record MuteFault() : Fault(FaultDirection.ToClient)
{
    public static FaultKind Declared { get; } = new FaultKind<MuteFault>(
        "mute",
        "Discards everything, and keeps the connection open.",
        "a client without a timeout, which waits forever")
            .WithExample("mute:conn=1", "the first client never receives anything");

    public override FaultKind Kind => Declared;
}
