namespace Tincan.Faults.Kinds;

/// <summary>The connection is reset (RST) after some bytes or messages.</summary>
internal sealed record ResetAfterFault : PointFault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public ResetAfterFault()
        : base(FaultDirection.ToClient)
    {
    }

    /// <summary>What there is to know of it.</summary>
    public static FaultKind Declared { get; } = new FaultKind<ResetAfterFault>(
        "reset-after",
        "Resets the connection (RST) after some bytes or messages.",
        "a server that one broken connection brings down")
            .With(Place)
            .Without(IsOver, "for")
            .WithExample("reset-after:bytes=10,conn=2-", "all clients but the first lose their connection");

    public override FaultKind Kind => Declared;
}
