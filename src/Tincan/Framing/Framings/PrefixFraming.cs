using System.Buffers.Text;

namespace Tincan.Framing.Framings;

/// <summary>How a length of no fixed size is written.</summary>
internal enum LengthPrefix
{
    /// <summary><c>length varint</c>: seven bits a byte, the lowest first, as in Protocol Buffers.</summary>
    Varint,

    /// <summary><c>length digits " "</c>: decimal digits, and a text that ends them; <c>length digits 4</c>: always so many digits.</summary>
    Digits,

    /// <summary><c>netstring</c>: decimal digits, a colon, the content, and a comma.</summary>
    Netstring,
}

/// <summary>A length of no fixed size in front of each message.</summary>
/// <param name="Prefix">How the length is written.</param>
/// <param name="Separator">What ends the digits; empty for <see cref="LengthPrefix.Varint"/>.</param>
/// <param name="MaxLength">The longest content, in bytes.</param>
internal sealed record PrefixFraming(LengthPrefix Prefix, ReadOnlyMemory<byte> Separator, int MaxLength = MessageFraming.DefaultMaxLength)
    : MessageFraming(MaxLength), IFramer
{
    /// <summary>No length has more digits, or more bytes as a varint.</summary>
    public const int MostDigits = 10;

    /// <summary>How many digits there are, with zeros before them; 0 if a separator ends them.</summary>
    public int Width { get; init; }

    /// <summary>Each message as in <c>5:hello,</c>.</summary>
    public static PrefixFraming Netstring { get; } = new(LengthPrefix.Netstring, ":"u8.ToArray());

    /// <summary>Each message after its length as a varint.</summary>
    public static PrefixFraming Varint { get; } = new(LengthPrefix.Varint, default);

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Terminator => Prefix == LengthPrefix.Netstring ? ","u8.ToArray() : default;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Oversized =>
        Prefix == LengthPrefix.Varint ? new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x0F } : (byte[])[.. "9999999999"u8[..(Width > 0 ? Width : MostDigits)], .. Separator.Span];

    /// <inheritdoc/>
    protected override string WordsWithoutMax => Prefix switch
    {
        LengthPrefix.Varint => "length varint",
        LengthPrefix.Digits when Width > 0 => $"length digits {Width}",
        LengthPrefix.Digits => $"length digits {Quote(Separator)}",
        _ => "netstring",
    };

    /// <inheritdoc/>
    public override IFramer CreateFramer() => this;

    /// <inheritdoc/>
    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        if (ReadLength(bytes, out var length, out var header) is { } problem)
        {
            return FrameCut.Invalid(problem);
        }

        if (header == 0)
        {
            return FrameCut.NeedMore;
        }

        if (length > MaxLength)
        {
            return TooLong(length, MaxLength);
        }

        var end = header + (int)length;
        if (Prefix == LengthPrefix.Netstring && bytes.Length > end && bytes[end] != ',')
        {
            return FrameCut.Invalid($"a comma comes after the {length} bytes of a message, not '{Escape.ForTerminal(bytes.Slice(end, 1))}'");
        }

        var whole = end + (Prefix == LengthPrefix.Netstring ? 1 : 0);
        return bytes.Length < whole ? FrameCut.NeedMore : FrameCut.Done((int)length, whole, header);
    }

    /// <inheritdoc/>
    public string Missing(ReadOnlySpan<byte> bytes) => ReadLength(bytes, out var length, out var header) is null && header > 0
        ? $"the message was cut off: {Math.Min(bytes.Length - header, length)} of {length} bytes came{(bytes.Length - header == length ? ", without the comma" : "")}"
        : $"the length was cut off: '{Escape.ForTerminal(bytes)}'";

    /// <inheritdoc/>
    public bool Equals(PrefixFraming? other) =>
        other is not null && MaxLength == other.MaxLength && Prefix == other.Prefix && Width == other.Width && Separator.Span.SequenceEqual(other.Separator.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MaxLength, Prefix);

    /// <inheritdoc/>
    protected override string? Refuse(ReadOnlySpan<byte> content) =>
        Width > 0 && content.Length.ToString(CultureInfo.InvariantCulture).Length > Width ? $"its length of {content.Length} has more than {Width} digits" : null;

    /// <inheritdoc/>
    protected override void WriteFramed(ReadOnlySpan<byte> content, IBufferWriter<byte> output)
    {
        if (Prefix == LengthPrefix.Varint)
        {
            var rest = (uint)content.Length;
            for (; rest >= 0x80; rest >>= 7)
            {
                output.Write([(byte)(rest | 0x80)]);
            }

            output.Write([(byte)rest]);
        }
        else
        {
            output.Write(Encoding.ASCII.GetBytes(content.Length.ToString($"D{Math.Max(1, Width)}", CultureInfo.InvariantCulture)));
            output.Write(Separator.Span);
        }

        output.Write(content);
        output.Write(Terminator.Span);
    }

    /// <summary>Reads the length.</summary>
    /// <param name="bytes">The bytes of a message.</param>
    /// <param name="length">The length.</param>
    /// <param name="header">How many bytes it takes; 0 if it is not whole.</param>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    private string? ReadLength(ReadOnlySpan<byte> bytes, out long length, out int header) =>
        Prefix == LengthPrefix.Varint ? ReadVarint(bytes, out length, out header) : ReadDigits(bytes, out length, out header);

    private static string? ReadVarint(ReadOnlySpan<byte> bytes, out long length, out int header)
    {
        (length, header) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i == MostDigits)
            {
                return $"a length has at most {MostDigits} bytes";
            }

            length |= (long)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                header = i + 1;
                return length < 0 ? "the length is negative" : null;
            }
        }

        return null;
    }

    private string? ReadDigits(ReadOnlySpan<byte> bytes, out long length, out int header)
    {
        header = 0;
        if (!Utf8Parser.TryParse(bytes[..Math.Min(bytes.Length, Width > 0 ? Width : MostDigits + 1)], out length, out var digits) || !char.IsAsciiDigit((char)bytes[0]))
        {
            return bytes.IsEmpty ? null : $"a message begins with its length in digits, not with '{Escape.ForTerminal(bytes[..1])}'";
        }

        if (digits > MostDigits)
        {
            return $"a length has at most {MostDigits} digits";
        }

        if (Width > 0)
        {
            header = digits == Width ? Width : 0;
            return digits < Width && digits < bytes.Length ? $"a length has {Width} digits, and '{Escape.ForTerminal(bytes.Slice(digits, 1))}' is none" : null;
        }

        var rest = bytes[digits..];
        var come = Math.Min(rest.Length, Separator.Length);
        if (!rest[..come].SequenceEqual(Separator.Span[..come]))
        {
            return $"{Quote(Separator)} comes after the length, not '{Escape.ForTerminal(rest[..come])}'";
        }

        header = come == Separator.Length ? digits + come : 0;
        return null;
    }
}
