namespace Tincan.Faults.Kinds;

internal sealed record ThrottleFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<ThrottleFault>(
        "throttle",
        "Lets bytes go at a given rate, in pieces of a hundredth of a second, each a segment of its own.",
        "a program that takes what the first recv returns for the whole of a long message")
            .With("rate", "How fast.", Forms.Rate, static fault => fault.Rate, static (fault, rate) => fault with { Rate = rate })
            .WithExample("throttle:rate=100", "a hundred bytes a second: what was one segment comes in many");

    public override FaultKind Kind => Declared;

    public long Rate { get; init => field = AtLeast(1, value); } = 1000;
}
