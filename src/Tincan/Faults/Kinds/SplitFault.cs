namespace Tincan.Faults.Kinds;

/// <summary>Messages arrive in pieces, each as a segment of its own.</summary>
internal sealed record SplitFault : Fault
{
    /// <summary>Makes the fault with its defaults.</summary>
    public SplitFault()
        : base(FaultDirection.Both)
    {
    }

    /// <summary>What there is to know of it.</summary>
    public static FaultKind Declared { get; } = new FaultKind<SplitFault>(
        "split",
        "Cuts messages into pieces, each a segment of its own.",
        "a program that takes one recv for one message")
            .With(
                "every",
                "How many bytes of a message each piece has; 1 if nothing else says where to cut.",
                Forms.Number(1),
                static fault => fault.Every,
                static (fault, every) => fault with { Every = every })
            .With(
                "at",
                "One cut, after so many bytes of each message.",
                Forms.Number(1),
                static fault => fault.At,
                static (fault, at) => fault with { At = at })
            .With(
                "inside",
                "Cuts inside of what belongs together: CR LF, a character of UTF-8, the length at the front of a message.",
                Forms.Word(("crlf", SplitInside.CrLf), ("utf8", SplitInside.Utf8), ("length", SplitInside.Length)),
                static fault => fault.Inside,
                static (fault, inside) => fault with { Inside = inside })
            .With(
                "after",
                "Cuts behind each of these.",
                Forms.Pattern,
                static fault => fault.After,
                static (fault, after) => fault with { After = after })
            .With(
                "gap",
                "How long after a piece the next one follows; with 0 it is left to the peer's timing whether it receives them apart.",
                Forms.Time,
                static fault => fault.Gap,
                static (fault, gap) => fault with { Gap = gap })
            .WithOneOf("every", "at", "inside", "after")
            .WithExample("split:every=1,dir=in", "what clients send arrives byte by byte");

    public override FaultKind Kind => Declared;

    /// <summary>After how many bytes of a message each cut is, 1 or more. Defaults to null; 1 if nothing else says where to cut.</summary>
    public int? Every { get; init => field = AtLeast(1, value); }

    /// <summary>One cut, after so many bytes of a message, 1 or more. Defaults to null.</summary>
    public int? At { get; init => field = AtLeast(1, value); }

    /// <summary>Cuts inside of what belongs together. Defaults to null.</summary>
    public SplitInside? Inside { get; init; }

    /// <summary>Cuts behind each of these. Defaults to null.</summary>
    public BytePattern? After { get; init; }

    /// <summary>
    /// How long after a piece the next one follows. Defaults to 1 ms. With zero it is left to the peer's timing whether it receives the pieces apart.
    /// </summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromMilliseconds(1);
}
