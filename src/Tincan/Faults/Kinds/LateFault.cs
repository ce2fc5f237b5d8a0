namespace Tincan.Faults.Kinds;

/// <summary>An answer arrives a given time after its question, however quickly it was given.</summary>
internal sealed record LateFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public LateFault()
        : base(FaultDirection.ToClient)
    {
    }

    /// <summary>What there is to know of it.</summary>
    public static FaultKind Declared { get; } = new FaultKind<LateFault>(
        "late",
        "Lets an answer arrive a given time after its question, however quickly it was given.",
        "a resolver that takes the late answer for the answer to its next question")
            .With(
                "by",
                "How long after the last thing that came the other way.",
                Forms.Time,
                static fault => fault.By,
                static (fault, by) => fault with { By = by })
            .WithExample("late:by=5.1s,count=1", "the first answer comes when nobody waits for it any more");

    public override FaultKind Kind => Declared;

    /// <summary>How long after the last thing that came the other way. Defaults to 5.1 s: just after the deadline of a resolver.</summary>
    public TimeSpan By { get; init; } = TimeSpan.FromSeconds(5.1);
}
