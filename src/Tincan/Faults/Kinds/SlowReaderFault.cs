namespace Tincan.Faults.Kinds;

internal sealed record SlowReaderFault() : PointFault
{
    public static FaultKind Declared { get; } = new FaultKind<SlowReaderFault>(
        "slow-reader",
        "Stops reading after some bytes or messages, so that the window closes and the sender has to wait.",
        "a server that blocks in send and serves no other client, or buffers everything in memory")
            .With(Position)
            .WithHold(static fault => fault.Hold, static (fault, hold) => fault with { Hold = hold })
            .With("rate", "Reads at this rate instead of not at all.",
                Forms.Rate, static fault => fault.Rate, static (fault, rate) => fault with { Rate = rate })
            .Without("it lasts as long as 'hold'", "for")
            .WithExample("slow-reader:bytes=1000,hold=5s", "reads a thousand bytes, and then nothing for five seconds");

    public override FaultKind Kind => Declared;

    public TimeSpan? Hold { get; init; }

    public long? Rate { get; init => field = AtLeast(1, value); }
}
