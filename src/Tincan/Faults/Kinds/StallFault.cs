namespace Tincan.Faults.Kinds;

internal sealed record StallFault() : Fault(FaultDirection.ToClient)
{
    public static FaultKind Declared { get; } = new FaultKind<StallFault>(
        "stall",
        "Stops a message in its middle; all that follows waits behind it.",
        "a server that waits for the rest of one client's line, and serves nobody else meanwhile")
            .With("bytes", "After how many bytes of the message.",
                Forms.LongNumber(0), static fault => fault.AfterBytes, static (fault, bytes) => fault with { AfterBytes = bytes })
            .With("hold", "How long; for ever if it is not said.",
                Forms.TimeAboveZero, static fault => fault.Hold, static (fault, hold) => fault with { Hold = hold })
            .WithExample("stall:bytes=2,msg=2,hold=3s", "the second message stops for three seconds behind its second byte");

    public override FaultKind Kind => Declared;

    public long AfterBytes { get; init; } = 1;

    public TimeSpan? Hold { get; init; }
}
