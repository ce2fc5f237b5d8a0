namespace Tincan.Faults.Kinds;

/// <summary>Messages are held until there are several, and arrive as one segment.</summary>
internal sealed record CoalesceFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public CoalesceFault()
        : base(FaultDirection.Both)
    {
    }

    /// <summary>What there is to know of it.</summary>
    public static FaultKind Declared { get; } = new FaultKind<CoalesceFault>(
        "coalesce",
        "Holds messages until there are several, and lets them arrive as one segment.",
        "a program that answers only the first line of a read")
            .With(
                "group",
                "How many messages make a segment.",
                Forms.Number(2),
                static fault => fault.Group,
                static (fault, group) => fault with { Group = group })
            .With(
                "hold",
                "How long the first is held at most.",
                Forms.Time,
                static fault => fault.Hold,
                static (fault, hold) => fault with { Hold = hold })
            .WithExample("coalesce:group=3,dir=in", "three lines arrive as one segment");

    public override FaultKind Kind => Declared;

    /// <summary>How many messages make a segment, 2 or more. Defaults to 2.</summary>
    public int Group { get; init => field = AtLeast(2, value); } = 2;

    /// <summary>How long the first is held at most. Defaults to 200 ms.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromMilliseconds(200);
}
