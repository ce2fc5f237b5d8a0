namespace Tincan.Faults.Kinds;

internal sealed record StallFault() : Fault(FaultDirection.ToClient)
{
    public static FaultKind Declared { get; } = new FaultKind<StallFault>(
        "stall",
        "Stops in the middle of a message; everything after it waits.",
        "a server that waits for the rest of one client's line and serves no other client meanwhile")
            .With("bytes", "How many bytes of the message to pass first.",
                Forms.LongNumber(0), static fault => fault.AfterBytes, static (fault, bytes) => fault with { AfterBytes = bytes })
            .WithHold(static fault => fault.Hold, static (fault, hold) => fault with { Hold = hold })
            .WithExample("stall:bytes=2,msg=2,hold=3s", "the second message stops for three seconds after its second byte");

    public override FaultKind Kind => Declared;

    public long AfterBytes { get; init; } = 1;

    public TimeSpan? Hold { get; init; }
}
