namespace Tincan.Faults.Kinds;

internal sealed record HalfCloseFault() : PointFault
{
    public static FaultKind Declared { get; } = new FaultKind<HalfCloseFault>(
        "half-close",
        "Ends one direction with a FIN after some bytes or messages, and discards the rest of it; the other direction goes on.",
        "a program that ignores the end of input, and loops forever on empty reads")
            .With(Position)
            .Without(IsOver, "for")
            .WithExample("half-close:messages=1", "a FIN after the first message");

    public override FaultKind Kind => Declared;
}
