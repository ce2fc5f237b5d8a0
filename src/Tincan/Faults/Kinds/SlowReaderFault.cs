namespace Tincan.Faults.Kinds;

/// <summary>Whoever receives stops to read, so that the window closes and the sender has to wait.</summary>
internal sealed record SlowReaderFault : PointFault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public SlowReaderFault()
        : base(FaultDirection.ToClient)
    {
    }

    /// <summary>What there is to know of it.</summary>
    public static FaultKind Declared { get; } = new FaultKind<SlowReaderFault>(
        "slow-reader",
        "Stops to read after some bytes or messages, so that the window closes and the sender has to wait.",
        "a server that blocks in send and serves nobody else, or holds everything in memory")
            .With(Place)
            .With(
                "hold",
                "How long; for ever if it is not said.",
                Forms.TimeAboveZero,
                static fault => fault.Hold,
                static (fault, hold) => fault with { Hold = hold })
            .With(
                "rate",
                "Reads so much instead of nothing.",
                Forms.Rate,
                static fault => fault.Rate,
                static (fault, rate) => fault with { Rate = rate })
            .Without("'hold' says how long it lasts", "for")
            .WithExample("slow-reader:bytes=1000,hold=5s", "takes a thousand bytes, and then nothing for five seconds");

    public override FaultKind Kind => Declared;

    /// <summary>How long. Defaults to null: for ever.</summary>
    public TimeSpan? Hold { get; init; }

    /// <summary>Reads so many bytes in a second instead of none. Defaults to null.</summary>
    public long? Rate { get; init => field = AtLeast(1, value); }
}
