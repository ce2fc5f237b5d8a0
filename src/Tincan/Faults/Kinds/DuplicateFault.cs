namespace Tincan.Faults.Kinds;

internal sealed record DuplicateFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<DuplicateFault>(
        "duplicate",
        "Delivers a message twice. TCP never does this, but a peer that retries may.",
        "a client that expects one answer for each question, and is off by one from then on")
            .WithExample("duplicate:msg=2", "the second message arrives twice");

    public override FaultKind Kind => Declared;
}
