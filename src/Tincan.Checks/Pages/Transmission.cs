using Tincan.Framing.Framings;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>Messages of a page as bytes on the wire.</summary>
internal static class Transmission
{
    /// <summary>A message, framed.</summary>
    public static byte[] Frame(this MessageFraming framing, ReadOnlySpan<byte> content)
    {
        var bytes = new ArrayBufferWriter<byte>();
        framing.Write(content, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>What a message is sent as.</summary>
    public static byte[] Frame(this MessageFraming framing, MessageForm message, Scope scope) => framing.Frame(message.Write(scope).ToArray());

    /// <summary>What a message is sent as; null if it is a pattern, of which that is not known.</summary>
    public static ReadOnlyMemory<byte>? TryFrame(this MessageFraming framing, MessageForm message, Scope scope)
    {
        if (message.Unsendable is not null || message.Captures.Any(name => scope.Find(name.Text[1..]) is null))
        {
            return null;
        }

        var content = message.Write(scope).ToArray();
        return framing.WhyNot(content) is null ? framing.Frame(content) : null;
    }

    /// <summary>A message without its end: what has come of it when the client finishes in the middle.</summary>
    public static byte[] FrameUnfinished(this MessageFraming framing, ReadOnlySpan<byte> content)
    {
        var whole = framing.Frame(content);
        return whole[..^Math.Max(1, framing.Terminator.Length)];
    }

    /// <summary>The words of a page for a message, for reports.</summary>
    public static string Words(MessageForm message) => $"'{Columns.Cut(ByteText.From(message.At.Bytes).ToString(), 60, "…")}'";
}
