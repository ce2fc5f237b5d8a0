namespace Tincan.Faults.Kinds;

internal sealed record ResetAfterFault() : PointFault
{
    public static FaultKind Declared { get; } = new FaultKind<ResetAfterFault>(
        "reset-after",
        "Resets the connection (RST) after some bytes or messages.",
        "a server that crashes when one connection breaks")
            .With(Position)
            .Without(IsOver, "for")
            .WithExample("reset-after:bytes=10,conn=2-", "all clients but the first are reset");

    public override FaultKind Kind => Declared;
}
