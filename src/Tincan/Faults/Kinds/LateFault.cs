namespace Tincan.Faults.Kinds;

internal sealed record LateFault() : Fault(FaultDirection.ToClient)
{
    public static FaultKind Declared { get; } = new FaultKind<LateFault>(
        "late",
        "Delivers an answer a fixed time after its question, however fast the server was.",
        "a resolver that takes a late answer for the answer to its next question")
            .With("by", "The time after the last bytes in the other direction.",
                Forms.Time, static fault => fault.By, static (fault, by) => fault with { By = by })
            .WithExample("late:by=5.1s,count=1", "the first answer arrives when the client no longer waits for it");

    public override FaultKind Kind => Declared;

    public TimeSpan By { get; init; } = TimeSpan.FromSeconds(5.1);
}
