namespace Tincan.Faults.Kinds;

internal sealed record CorruptFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<CorruptFault>(
        "corrupt",
        "Replaces bytes with other bytes.",
        "a program that trusts any length byte, or decodes bytes without checking that they are text")
            .With("every", "One random byte in this many.",
                Forms.Number(1), static fault => fault.Every, static (fault, every) => fault with { Every = every })
            .With("at", "The offset in each message, in bytes, instead of random bytes.",
                Forms.Number(0), static fault => fault.At, static (fault, at) => fault with { At = at })
            .With("with", "The replacement; random if not given. Without 'at', only its first byte is used.",
                Forms.Pattern, static fault => fault.With, static (fault, with) => fault with { With = with })
            .WithOneOf("every", "at")
            .WithExample("corrupt:every=20,dir=in", "one byte in twenty is replaced");

    public override FaultKind Kind => Declared;

    public int Every { get; init => field = AtLeast(1, value); } = 10;

    public int? At { get; init; }

    public BytePattern? With { get; init; }

    internal override bool DrawsByChance => base.DrawsByChance || At is null || With is null;
}
