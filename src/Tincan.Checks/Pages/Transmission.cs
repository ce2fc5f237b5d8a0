using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Transcripts;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>Messages of a page as bytes on the wire.</summary>
internal static class Transmission
{
    /// <summary>What a message is sent as.</summary>
    public static byte[] Frame(this MessageFraming framing, MessageForm message, Scope scope) => framing.Frame(message.Write(scope));

    /// <summary>What a message is sent as; null if it is a pattern, of which that is not known, or if the framing cannot frame it.</summary>
    public static ReadOnlyMemory<byte>? TryFrame(this MessageFraming framing, MessageForm message, Scope scope) =>
        TryWrite(message, scope) is { } content && framing.WhyNot(content) is null ? (ReadOnlyMemory<byte>?)framing.Frame(content) : null;

    /// <summary>The content of a message; null if it is a pattern, of which that is not known.</summary>
    public static ByteText? TryWrite(MessageForm message, Scope scope) =>
        message.Unsendable is not null || message.Captures.Any(name => scope.Find(name.Text[1..]) is null) ? null : message.Write(scope);

    /// <summary>How long a message is, with the defaults of the parameters; 0 if that is not known.</summary>
    public static int LengthOf(MessageForm message, Page page) =>
        page.Framing.ToServer.TryFrame(message, new Scope { Parameters = page.Values(new Dictionary<string, string>()) })?.Length ?? 0;

    /// <summary>Whether a client of the page's cases sends a message whose length has its highest bit set.</summary>
    public static bool HasHighBit(Page page) => page.Cases.Any(one => one.Side != RoleKind.Client
        && one.Transcript.Messages.Any(step => step.From.Kind == RoleKind.Client && LengthOf(step.Message, page) >= page.Framing.ToServer.HighBitSize));

    /// <summary>The same bytes again and again, about 64 KiB in all.</summary>
    public static byte[] Repeat(byte[] bytes) => [.. Enumerable.Repeat(bytes, Math.Max(1, 64 * 1024 / bytes.Length)).SelectMany(static one => one)];

    /// <summary>A message without its end: what has come of it when the sender finishes in the middle. Without framing it has no end.</summary>
    public static byte[] FrameUnfinished(this MessageFraming framing, ByteText content)
    {
        var whole = framing.Frame(content);
        return framing.Words == "none" ? whole : whole[..^Math.Max(1, framing.Terminator.Length)];
    }

    /// <summary>All that is typed in a transcript, each line with its newline.</summary>
    public static byte[] Input(Transcript transcript, Scope scope) =>
        [.. InputLines(transcript, scope).SelectMany(static line => line)];

    /// <summary>The lines that are typed in a transcript, with their newlines.</summary>
    public static IEnumerable<byte[]> InputLines(Transcript transcript, Scope scope) =>
        transcript.Steps.OfType<InputStep>().Where(static step => step.Line is not null).Select(step => Line(step.Line!, step.IsUnfinished, scope));

    /// <summary>Lines of a file, each with its newline.</summary>
    public static byte[] Lines(IEnumerable<FileStep> lines, Scope scope) => [.. lines.SelectMany(step => Line(step.Line, step.IsUnfinished, scope))];

    private static byte[] Line(MessageForm line, bool isUnfinished, Scope scope) => [.. line.Write(scope).ToArray(), .. isUnfinished ? default : "\n"u8];

    /// <summary>The words of a page for a message, for reports.</summary>
    public static string Words(MessageForm message) => Quoted(ByteText.From(message.At.Bytes));

    /// <summary>The same, but the value of what the page calculates.</summary>
    public static string Words(MessageForm message, Scope scope) =>
        message.At.Bytes.IndexOf("$("u8) >= 0 && TryWrite(message, scope) is { } value ? Quoted(value) : Words(message);

    private static string Quoted(ByteText text) => $"'{Columns.Cut(text.ToString(), 60, "…")}'";
}
