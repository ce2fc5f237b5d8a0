namespace Tincan.Faults.Kinds;

/// <summary>A message stops in its middle, and all that follows waits behind it.</summary>
internal sealed record StallFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public StallFault()
        : base(FaultDirection.ToClient)
    {
    }

    /// <summary>What there is to know of it.</summary>
    public static FaultKind Declared { get; } = new FaultKind<StallFault>(
        "stall",
        "Stops a message in its middle; all that follows waits behind it.",
        "a server that waits for the rest of one client's line, and serves nobody else meanwhile")
            .With(
                "bytes",
                "After how many bytes of the message.",
                Forms.LongNumber(0),
                static fault => fault.AfterBytes,
                static (fault, bytes) => fault with { AfterBytes = bytes })
            .With(
                "hold",
                "How long; for ever if it is not said.",
                Forms.TimeAboveZero,
                static fault => fault.Hold,
                static (fault, hold) => fault with { Hold = hold })
            .WithExample("stall:bytes=2,msg=2,hold=3s", "the second message stops for three seconds behind its second byte");

    public override FaultKind Kind => Declared;

    /// <summary>After how many bytes of the message, 0 or more. Defaults to 1.</summary>
    public long AfterBytes { get; init; } = 1;

    /// <summary>How long. Defaults to null: for ever.</summary>
    public TimeSpan? Hold { get; init; }
}
