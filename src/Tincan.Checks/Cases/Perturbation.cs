namespace Tincan.Checks.Cases;

/// <summary>A way to run a case again: with the bytes split, coalesced or delayed.</summary>
/// <param name="Fault">The fault, as on the command line.</param>
/// <param name="Diagnosis">What it means if the plain run passes and this one fails.</param>
public sealed record Perturbation(string Fault, string Diagnosis)
{
    /// <summary>Whether it needs a case that sends messages without waiting for answers. Defaults to false.</summary>
    public bool NeedsPipelining { get; init; }

    /// <summary>Whether bytes that are sent together arrive together. Raw needs that, because every read is a message there. Defaults to false.</summary>
    public bool KeepsWritesWhole { get; init; }

    /// <summary>All perturbations, the most telling first.</summary>
    public static IReadOnlyList<Perturbation> All { get; } =
    [
        new("split:every=1,gap=2ms,dir=out", "passes in one piece, fails byte by byte: it treats what one read returns as a whole message") { When = "sent byte by byte" },
        new("split:at=1,gap=50ms,dir=out", "passes in one piece, fails in two pieces: it treats what one read returns as a whole message") { When = "sent in two pieces" },
        new("split:inside=crlf,gap=50ms,dir=out", "passes in one piece, fails when CR and LF are split")
        {
            When = "CR and LF are split",
            Affects = static (_, sent) => sent.IndexOf("\r\n"u8) >= 0,
        },
        new("split:inside=utf8,gap=50ms,dir=out", "passes in one piece, fails when a UTF-8 character is split")
        {
            When = "a character is split",
            Affects = static (_, sent) => sent.IndexOfAnyInRange((byte)0xC2, (byte)0xF4) >= 0,
            Hint = "Decode a whole line, never what one recv returned: a UTF-8 character has up to four bytes, which may arrive in different reads.",
        },
        new("split:inside=length,gap=50ms,dir=out", "passes in one piece, fails when the header is split")
        {
            When = "the header is split",
            Affects = static (codec, _) => codec?.HeaderSize > 1,
            Hint = "Receive in a loop until the whole header is here, and only then read the length from it.",
        },
        new("coalesce:hold=100ms,dir=out", "passes message by message, fails when two arrive in one read: it treats what one read returns as one message")
        {
            NeedsPipelining = true,
            When = "two arrive in one read",
            Hint = "One recv may return more than one message: collect what it returns in a buffer, take one message after another from it, and keep the rest.",
        },
        new("delay:by=100ms", "passes at once, fails when the other side takes 0.1 s: it does not wait")
        {
            KeepsWritesWhole = true,
            When = "late by 0.1 s",
            Hint = "recv waits by itself; do not set a short timeout, and do not take 'nothing yet' for the end: the end is a recv that returns nothing.",
        },
    ];

    /// <summary>What happens to the bytes: a few words that follow 'when'. Defaults to the fault as on the command line.</summary>
    public string When { get; init; } = Fault;

    /// <summary>A hint for programs that fail only under this fault. Defaults to the hint about split messages.</summary>
    public string Hint { get; init; } =
        "One recv returns what has arrived so far, which may be a part of a message: keep it in a buffer, and receive again until the whole message is there.";

    /// <summary>Whether the fault changes anything about these bytes, sent in one write. Defaults to always.</summary>
    internal Func<MessageCodec?, ReadOnlySpan<byte>, bool> Affects { get; init; } = static (_, _) => true;

    /// <summary>
    /// Whether a run with the fault can differ from the plain run. If no sent bytes are affected, the second run would be the same, and starting some programs
    /// takes a second.
    /// </summary>
    /// <param name="assignment">What the program should be.</param>
    /// <param name="plain">The run without faults. If events were left out of it, the answer is true.</param>
    internal bool CanAffect(Assignment assignment, CaseResult plain) => plain.Events.Any(one =>
        one.Kind == WireEventKind.Note || (one.Kind == WireEventKind.Send && Affects(assignment.Codec, one.Bytes.Span)));

    /// <summary>The perturbation with this fault; null if there is none.</summary>
    internal static Perturbation? Of(string? fault) => All.FirstOrDefault(perturbation => perturbation.Fault == fault);
}
