namespace Tincan.Faults.Kinds;

/// <summary>One direction ends early with FIN; what its sender still sends is thrown away. The other direction goes on.</summary>
internal sealed record HalfCloseFault : PointFault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public HalfCloseFault()
        : base(FaultDirection.ToClient)
    {
    }

    /// <summary>What there is to know of it.</summary>
    public static FaultKind Declared { get; } = new FaultKind<HalfCloseFault>(
        "half-close",
        "Ends one direction with FIN after some bytes or messages, and throws away what its sender still sends; the other direction goes on.",
        "a program that does not look for the end of input, and reads nothing again and again for ever")
            .With(Place)
            .Without(IsOver, "for")
            .WithExample("half-close:messages=1", "FIN behind the first message");

    public override FaultKind Kind => Declared;
}
