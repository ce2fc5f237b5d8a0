namespace Tincan.Faults.Kinds;

internal sealed record DuplicateFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<DuplicateFault>(
        "duplicate",
        "Lets a message arrive twice. TCP never does, but a peer that tries again may.",
        "a client that counts on one answer for each question, and is one behind from then on")
            .WithExample("duplicate:msg=2", "the second message comes twice");

    public override FaultKind Kind => Declared;
}
