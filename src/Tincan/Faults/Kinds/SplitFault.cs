namespace Tincan.Faults.Kinds;

internal sealed record SplitFault() : Fault(FaultDirection.Both)
{
    public static FaultKind Declared { get; } = new FaultKind<SplitFault>(
        "split",
        "Cuts messages into pieces, each a segment of its own.",
        "a program that takes one recv for one message")
            .With("every", "How many bytes of a message each piece has; 1 if nothing else says where to cut.",
                Forms.Number(1), static fault => fault.Every, static (fault, every) => fault with { Every = every })
            .With("at", "One cut, after so many bytes of each message.",
                Forms.Number(1), static fault => fault.At, static (fault, at) => fault with { At = at })
            .With("inside", "Cuts inside of what belongs together: CR LF, a character of UTF-8, the length at the front of a message.",
                Forms.Word(("crlf", SplitInside.CrLf), ("utf8", SplitInside.Utf8), ("length", SplitInside.Length)), static fault => fault.Inside,
                static (fault, inside) => fault with { Inside = inside })
            .With("after", "Cuts behind each of these.",
                Forms.Pattern, static fault => fault.After, static (fault, after) => fault with { After = after })
            .With("gap", "How long after a piece the next one follows; with 0 it is left to the peer's timing whether it receives them apart.",
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
