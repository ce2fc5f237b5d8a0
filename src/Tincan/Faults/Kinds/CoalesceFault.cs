namespace Tincan.Faults.Kinds;

internal sealed record CoalesceFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<CoalesceFault>(
        "coalesce",
        "Holds messages until there are several, and passes them on together, as one read.",
        "a program that answers only the first line of a read")
            .With("group", "Messages to collect.",
                Forms.Number(2), static fault => fault.Group, static (fault, group) => fault with { Group = group })
            .With("hold", "The longest time to hold the first one.",
                Forms.Time, static fault => fault.Hold, static (fault, hold) => fault with { Hold = hold })
            .WithExample("coalesce:group=3,dir=in", "three lines arrive in one read");

    public override FaultKind Kind => Declared;

    public int Group { get; init => field = AtLeast(2, value); } = 2;

    public TimeSpan Hold { get; init; } = TimeSpan.FromMilliseconds(200);
}
