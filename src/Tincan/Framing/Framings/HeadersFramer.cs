using System.Buffers.Text;

namespace Tincan.Framing.Framings;

/// <summary>
/// Finds a head of lines up to a blank one (CR LF, or LF alone as RFC 9112 2.2 allows), and the body that its Content-Length announces. The body of an
/// HTTP response without one ends with the stream (RFC 9112 6.3).
/// </summary>
internal sealed class HeadersFramer(int maxLength) : IFramer
{
    /// <summary>Where the body begins of the message that was begun, and its length; null if it ends with the stream. 0 if that is not known.</summary>
    private (int Head, long? Body) _known;

    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        if (seen == 0 || _known.Head > seen)
        {
            _known = default;
        }

        if (_known.Head == 0)
        {
            // The blank line may have begun three bytes before what is new.
            var from = Math.Max(0, seen - 3);
            var head = HeadEnd(bytes[from..]);
            if (head < 0)
            {
                return bytes.Length > maxLength ? FrameCut.Invalid($"the head has more than {maxLength} bytes") : FrameCut.NeedMore;
            }

            if (BodyLength(bytes[..(from + head)], out var body) is { } problem)
            {
                return FrameCut.Invalid(problem);
            }

            _known = (from + head, body);
        }

        var whole = _known.Head + (_known.Body ?? bytes.Length - _known.Head);
        if (whole > maxLength)
        {
            return FrameCut.Invalid($"the message has {whole} bytes, more than the limit of {maxLength}");
        }

        if (bytes.Length < whole || _known.Body is null)
        {
            return FrameCut.NeedMore;
        }

        _known = default;
        return FrameCut.Done((int)whole, (int)whole);
    }

    public FrameCut CutAtEnd(ReadOnlySpan<byte> bytes) =>
        HeadEnd(bytes) is > 0 and var head && BodyLength(bytes[..head], out var body) is null && body is null && bytes.Length <= maxLength
            ? FrameCut.Done(bytes.Length, bytes.Length)
            : FrameCut.NeedMore;

    public string Missing(ReadOnlySpan<byte> bytes) => HeadEnd(bytes) is >= 0 and var head && BodyLength(bytes[..head], out var body) is null
        ? $"the body was cut off: {bytes.Length - head} of {body} bytes came"
        : $"the head has {bytes.Length} bytes and no blank line at its end";

    /// <summary>Where the head has ended, after its blank line; -1 if it has not.</summary>
    private static int HeadEnd(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var end = bytes[at..].IndexOf((byte)'\n');
            if (end < 0)
            {
                return -1;
            }

            at += end + 1;
            if (bytes[at..] is [(byte)'\n', ..])
            {
                return at + 1;
            }

            if (bytes[at..] is [(byte)'\r', (byte)'\n', ..])
            {
                return at + 2;
            }
        }

        return -1;
    }

    /// <summary>Reads the length of the body.</summary>
    /// <param name="head">The head.</param>
    /// <param name="length">The length; null if the body ends with the stream.</param>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    private static string? BodyLength(ReadOnlySpan<byte> head, out long? length)
    {
        length = MayHaveBody(head) ? null : 0;
        foreach (var range in head.Split((byte)'\n'))
        {
            var line = head[range];
            var colon = line.IndexOf((byte)':');
            if (colon < 0 || !System.Text.Ascii.EqualsIgnoreCase(line[..colon], "Content-Length"u8))
            {
                continue;
            }

            var value = line[(colon + 1)..].Trim(" \t\r"u8);
            if (!Utf8Parser.TryParse(value, out long announced, out var digits) || digits != value.Length || announced < 0)
            {
                return $"'{Escape.ForTerminal(value[..Math.Min(value.Length, 30)])}' is no Content-Length";
            }

            length = announced;
        }

        return null;
    }

    /// <summary>Whether it is an HTTP response with a body of any length: not 1xx, 204 and 304.</summary>
    private static bool MayHaveBody(ReadOnlySpan<byte> head) =>
        head.StartsWith("HTTP/"u8) && head.IndexOf((byte)' ') is > 0 and var blank && !head[(blank + 1)..].StartsWith("1"u8)
        && !head[(blank + 1)..].StartsWith("204"u8) && !head[(blank + 1)..].StartsWith("304"u8);
}
