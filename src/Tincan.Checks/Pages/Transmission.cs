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

    /// <summary>What a message is sent as; null if it is a pattern, of which that is not known.</summary>
    public static ReadOnlyMemory<byte>? TryFrame(this MessageFraming framing, MessageForm message, Scope scope)
    {
        if (message.Unsendable is not null || message.Captures.Any(name => scope.Find(name.Text[1..]) is null))
        {
            return null;
        }

        var content = message.Write(scope);
        return framing.WhyNot(content) is null ? framing.Frame(content) : null;
    }

    /// <summary>How long a message is, with the defaults of the parameters; 0 if that is not known.</summary>
    public static int LengthOf(MessageForm message, Page page) =>
        page.Framing.ToServer.TryFrame(message, new Scope { Parameters = page.Values(new Dictionary<string, string>()) })?.Length ?? 0;

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
        transcript.Steps.OfType<InputStep>().Where(static step => step.Line is not null).Select(step => (byte[])[.. step.Line!.Write(scope).ToArray(), .. step.IsUnfinished ? [] : "\n"u8.ToArray()]);

    /// <summary>Lines of a file, each with its newline.</summary>
    public static byte[] Lines(IEnumerable<MessageForm> lines, Scope scope) => [.. lines.SelectMany(line => (byte[])[.. line.Write(scope).ToArray(), (byte)'\n'])];

    /// <summary>The words of a page for a message, for reports.</summary>
    public static string Words(MessageForm message) => $"'{Columns.Cut(ByteText.From(message.At.Bytes).ToString(), 60, "…")}'";
}
