using System.Buffers.Text;

namespace Tincan.Framing.Framings;

/// <summary>
/// Recognises a framing in the first bytes that a side sends. Only what cannot well be anything else is recognised: lengths must fit exactly what has come,
/// and everything else has a beginning of its own.
/// </summary>
internal static class FramingGuess
{
    private static readonly MessageFraming Headers = new ScannedFraming(ScannedForm.Headers);
    private static readonly MessageFraming Json = new ScannedFraming(ScannedForm.Json);

    /// <summary>The lengths that are tried, the longest first: four bytes of a small length begin with two zeros, which could be a length of 0.</summary>
    private static readonly LengthFraming[] Lengths = [Length(4, isLittle: false), Length(4, isLittle: true), Length(2, isLittle: false), Length(2, isLittle: true)];

    /// <summary>Redis' protocol.</summary>
    public static MessageFraming Resp { get; } = new ScannedFraming(ScannedForm.Resp);

    /// <summary>The framing; null if none is recognised.</summary>
    /// <param name="bytes">What has come first.</param>
    public static MessageFraming? Of(ReadOnlySpan<byte> bytes) =>
        IsHttp(bytes) ? Headers
        : IsResp(bytes) ? Resp
        : bytes is [0x0B, (byte)'M', (byte)'S', (byte)'H', ..] ? DelimiterFraming.Mllp
        : IsWhole(PrefixFraming.Netstring, bytes) ? PrefixFraming.Netstring
        : IsJson(bytes) ? Json
        : FixedBuffer.Recognise(bytes) > 0 ? null
        : Array.Find(Lengths, HasLength(bytes.ToArray()));

    /// <summary>Whether the bytes may be the beginning of a message after its length. They would be a strange message by themselves.</summary>
    /// <param name="bytes">What has come first.</param>
    public static bool MayBecomeOne(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 && bytes is [0, ..])
        {
            return bytes is [0] or [0, <= 0x10] or [0, <= 0x10, _];
        }

        foreach (var length in Lengths)
        {
            // With a printable byte for a length it may be text with a NUL beside it, unless the bytes fit exactly.
            if (IsPlausible(length, bytes) && ((IsControl(Low(length, bytes)) && High(length, bytes) == 0) || length.Field is { Size: 4, IsLittle: false }) && length.Cut(bytes, 0).Status == FrameStatus.NeedMore)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a message can belong to JSON that was recognised: a bare word could be anything.</summary>
    public static bool IsStructured(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n"u8) is [] or [(byte)'{' or (byte)'[', ..];

    private static LengthFraming Length(int size, bool isLittle) => new(new LengthField(size, isLittle, IsSigned: false), 0, size, 0);

    private static Predicate<LengthFraming> HasLength(byte[] bytes) => length => IsPlausible(length, bytes) && IsWhole(length, bytes);

    /// <summary>Whether bytes begin with a length above 0 that text does not begin with.</summary>
    private static bool IsPlausible(LengthFraming framing, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < framing.Header)
        {
            return false;
        }

        var low = Low(framing, bytes);
        var high = High(framing, bytes);
        return framing.Field.Read(bytes) is > 0 and <= MessageFraming.DefaultMaxLength
            && (framing.Field.Size == 4 || IsControl(low) || IsControl(high) || (high == 0 && !framing.Field.IsLittle))

            // Two zeros after it make it a longer length.
            && (framing.Field.Size == 4 || bytes is not [_, _, 0, 0, ..])

            // A text may end with NUL.
            && (bytes[^1] != 0 || IsControl(low) || framing.Field is { Size: 4, IsLittle: false });
    }

    /// <summary>The least significant byte of a length.</summary>
    private static byte Low(LengthFraming framing, ReadOnlySpan<byte> bytes) => framing.Field.IsLittle ? bytes[0] : bytes[framing.Header - 1];

    /// <summary>The most significant byte.</summary>
    private static byte High(LengthFraming framing, ReadOnlySpan<byte> bytes) => framing.Field.IsLittle ? bytes[framing.Header - 1] : bytes[0];

    private static bool IsControl(byte value) => value is > 0 and < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or > 0x7E;

    private static bool IsWhole(IFramer framer, ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        while (!rest.IsEmpty && framer.Cut(rest, 0) is { Status: FrameStatus.Done, Length: > 0 } cut)
        {
            rest = rest[cut.Consumed..];
        }

        return rest.IsEmpty && !bytes.IsEmpty;
    }

    private static bool IsHttp(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0 || bytes[0] is < (byte)'A' or > (byte)'Z')
        {
            return false;
        }

        var line = bytes[..end].TrimEnd((byte)'\r');
        return line.StartsWith("HTTP/1."u8) || line.EndsWith(" HTTP/1.0"u8) || line.EndsWith(" HTTP/1.1"u8);
    }

    /// <summary>An array of strings, as a client sends it, or a string of the right length.</summary>
    private static bool IsResp(ReadOnlySpan<byte> bytes) =>
        bytes is [(byte)'*' or (byte)'$', ..] && Utf8Parser.TryParse(bytes[1..], out int count, out var digits) && count >= 0 && bytes[(1 + digits)..] is [(byte)'\r', (byte)'\n', ..]
        && (bytes[0] == '$' ? IsWhole(new RespFramer(MessageFraming.DefaultMaxLength), bytes) : bytes[(3 + digits)..] is [(byte)'$' or (byte)':' or (byte)'*' or (byte)'+', ..]);

    /// <summary>Whole objects or arrays. On a line each, they are lines as well, and those are what a person sees.</summary>
    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.TrimStart(" \t\r\n"u8);
        if (text is not [(byte)'{' or (byte)'[', ..] || new JsonFramer(MessageFraming.DefaultMaxLength).Cut(text, 0) is not { Status: FrameStatus.Done } cut)
        {
            return false;
        }

        var value = text.Slice(cut.Start, cut.Length);
        var reader = new Utf8JsonReader(value);
        try
        {
            return reader.Read() && reader.TrySkip() && (value.Contains((byte)'\n') || text[cut.Consumed..] is not [(byte)'\n', ..] and not [(byte)'\r', (byte)'\n', ..]) && IsStructured(text[cut.Consumed..]);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
