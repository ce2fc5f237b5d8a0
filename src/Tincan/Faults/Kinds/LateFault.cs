namespace Tincan.Faults.Kinds;

internal sealed record LateFault() : Fault(FaultDirection.ToClient)
{
    public static FaultKind Declared { get; } = new FaultKind<LateFault>(
        "late",
        "Lets an answer arrive a given time after its question, however quickly it was given.",
        "a resolver that takes the late answer for the answer to its next question")
            .With("by", "How long after the last thing that came the other way.",
                Forms.Time, static fault => fault.By, static (fault, by) => fault with { By = by })
            .WithExample("late:by=5.1s,count=1", "the first answer comes when nobody waits for it any more");

    public override FaultKind Kind => Declared;

    public TimeSpan By { get; init; } = TimeSpan.FromSeconds(5.1);
}
