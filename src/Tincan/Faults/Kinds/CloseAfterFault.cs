namespace Tincan.Faults.Kinds;

internal sealed record CloseAfterFault() : PointFault(FaultDirection.ToClient)
{
    public static FaultKind Declared { get; } = new FaultKind<CloseAfterFault>(
        "close-after",
        "Closes the connection after some bytes or messages, both ways, as a program does that calls close.",
        "a client that takes half an answer for a whole one")
            .With(Place)
            .Without(IsOver, "for")
            .WithExample("close-after:bytes=10", "closed in the middle of what is said");

    public override FaultKind Kind => Declared;
}
