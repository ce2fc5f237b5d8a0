namespace Tincan.Faults.Kinds;

internal sealed record SlowReaderFault() : PointFault(FaultDirection.ToClient)
{
    public static FaultKind Declared { get; } = new FaultKind<SlowReaderFault>(
        "slow-reader",
        "Stops to read after some bytes or messages, so that the window closes and the sender has to wait.",
        "a server that blocks in send and serves nobody else, or holds everything in memory")
            .With(Place)
            .With("hold", "How long; for ever if it is not said.",
                Forms.TimeAboveZero, static fault => fault.Hold, static (fault, hold) => fault with { Hold = hold })
            .With("rate", "Reads so much instead of nothing.",
                Forms.Rate, static fault => fault.Rate, static (fault, rate) => fault with { Rate = rate })
            .Without("'hold' says how long it lasts", "for")
            .WithExample("slow-reader:bytes=1000,hold=5s", "takes a thousand bytes, and then nothing for five seconds");

    public override FaultKind Kind => Declared;

    public TimeSpan? Hold { get; init; }

    public long? Rate { get; init => field = AtLeast(1, value); }
}
