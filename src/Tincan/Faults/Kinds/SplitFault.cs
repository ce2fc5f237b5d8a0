namespace Tincan.Faults.Kinds;

internal sealed record SplitFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<SplitFault>(
        "split",
        "Splits messages into several reads.",
        "a program that takes one recv for one message")
            .With("every", "Bytes in each chunk of a message. Default: 1, unless another setting says where to split.",
                Forms.Number(1), static fault => fault.Every, static (fault, every) => fault with { Every = every })
            .With("at", "Splits once, after this many bytes of each message.",
                Forms.Number(1), static fault => fault.At, static (fault, at) => fault with { At = at })
            .With("inside", "Splits what belongs together: CR LF, a UTF-8 character, or the length at the front of a message.",
                Forms.Word(("crlf", SplitInside.CrLf), ("utf8", SplitInside.Utf8), ("length", SplitInside.Length)), static fault => fault.Inside,
                static (fault, inside) => fault with { Inside = inside })
            .With("after", "Splits after each occurrence of this.",
                Forms.Pattern, static fault => fault.After, static (fault, after) => fault with { After = after })
            .With("gap", "The pause before the next chunk. With 0, it depends on the peer's timing whether it reads them separately.",
                Forms.Time, static fault => fault.Gap, static (fault, gap) => fault with { Gap = gap })
            .WithOneOf("every", "at", "inside", "after")
            .WithExample("split:every=1,dir=in", "what clients send arrives byte by byte");

    public override FaultKind Kind => Declared;

    public int? Every { get; init => field = AtLeast(1, value); }

    public int? At { get; init => field = AtLeast(1, value); }

    public SplitInside? Inside { get; init; }

    public BytePattern? After { get; init; }

    public TimeSpan Gap { get; init; } = TimeSpan.FromMilliseconds(1);
}
