namespace Tincan.Faults.Kinds;

internal sealed record CorruptFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<CorruptFault>(
        "corrupt",
        "Lets some bytes arrive as others.",
        "a program that believes whatever a length byte says, or decodes bytes without asking whether they are text")
            .With("every", "One byte in so many, chosen by chance.",
                Forms.Number(1), static fault => fault.Every, static (fault, every) => fault with { Every = every })
            .With("at", "Behind so many bytes of each message, instead of by chance.",
                Forms.Number(0), static fault => fault.At, static (fault, at) => fault with { At = at })
            .With("with", "What stands there instead; by chance if it is not said. Without 'at' only its first byte is used.",
                Forms.Pattern, static fault => fault.With, static (fault, with) => fault with { With = with })
            .WithOneOf("every", "at")
            .WithExample("corrupt:every=20,dir=in", "one byte in twenty arrives as another");

    public override FaultKind Kind => Declared;

    public int Every { get; init => field = AtLeast(1, value); } = 10;

    public int? At { get; init; }

    public BytePattern? With { get; init; }

    internal override bool DrawsByChance => base.DrawsByChance || At is null || With is null;
}
