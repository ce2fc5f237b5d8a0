namespace Tincan.Faults.Kinds;

internal sealed record HalfCloseFault() : PointFault(FaultDirection.ToClient)
{
    public static FaultKind Declared { get; } = new FaultKind<HalfCloseFault>(
        "half-close",
        "Ends one direction with FIN after some bytes or messages, and throws away what its sender still sends; the other direction goes on.",
        "a program that does not look for the end of input, and reads nothing again and again for ever")
            .With(Place)
            .Without(IsOver, "for")
            .WithExample("half-close:messages=1", "FIN behind the first message");

    public override FaultKind Kind => Declared;
}
