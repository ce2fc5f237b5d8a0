namespace Tincan.Faults.Kinds;

internal sealed record ThrottleFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<ThrottleFault>(
        "throttle",
        "Limits the rate, in chunks of a hundredth of a second.",
        "a program that takes what the first recv returns for the whole message")
            .With("rate", "The rate.", Forms.Rate, static fault => fault.Rate, static (fault, rate) => fault with { Rate = rate })
            .WithExample("throttle:rate=100", "a hundred bytes a second: a message arrives in many reads");

    public override FaultKind Kind => Declared;

    public long Rate { get; init => field = AtLeast(1, value); } = 1000;
}
