namespace Tincan.Faults.Kinds;

internal sealed record CloseAfterFault() : PointFault
{
    public static FaultKind Declared { get; } = new FaultKind<CloseAfterFault>(
        "close-after",
        "Closes both directions after some bytes or messages, like a program that calls close.",
        "a client that takes half an answer for a whole one")
            .With(Position)
            .Without(IsOver, "for")
            .WithExample("close-after:bytes=10", "closed in the middle of an answer");

    public override FaultKind Kind => Declared;
}
