namespace Tincan.Faults.Kinds;

internal sealed record SwizzleFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<SwizzleFault>(
        "swizzle",
        "Stops connections one by one, and then resumes them one by one in another order.",
        "a server that serves its clients in turn, so that one that stops holds up all others")
            .With("every", "The time from one connection to the next.",
                Forms.TimeAboveZero, static fault => fault.Every, static (fault, every) => fault with { Every = every })
            .Without("it stops whole connections at any point", "msg", "offset", "seen", "from")
            .WithExample("swizzle:every=200ms", "five times a second, another client is stopped or resumed");

    public override FaultKind Kind => Declared;

    public TimeSpan Every { get; init; } = TimeSpan.FromMilliseconds(500);

    internal override bool IsOfConnections => true;

    internal override bool DrawsByChance => true;
}
