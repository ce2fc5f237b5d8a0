namespace Tincan.Framing.Framings;

/// <summary>
/// <c>length u32 big</c>: a length in front of each message. If the header has nothing but the length, the content is what follows it. If it has more
/// (<c>header 8</c>), the header belongs to the content, and the length in it is filled in when a message is written.
/// </summary>
/// <param name="Field">How the length is written.</param>
/// <param name="Offset">Where in the header the length begins.</param>
/// <param name="Header">The size of the header, in bytes; at least up to the end of the length.</param>
/// <param name="Counted">How many bytes of the header the length counts: none, itself and what comes after it, or all.</param>
/// <param name="MaxLength">The longest content, in bytes.</param>
internal sealed record LengthFraming(
    LengthField Field, int Offset, int Header, int Counted, int MaxLength = MessageFraming.DefaultMaxLength) : MessageFraming(MaxLength), IFramer
{
    /// <inheritdoc/>
    public override int HeaderSize => Header;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Oversized
    {
        get
        {
            var header = new byte[Header];
            Field.Write((ulong)Field.Max, header.AsSpan(Offset));
            return Field.Size < 4 ? default : header;
        }
    }

    /// <inheritdoc/>
    public override int? HighBitSize
    {
        get
        {
            var size = Header + (1L << ((8 * Field.Size) - 1)) - Counted;
            return Field.IsSigned || Field.Size > 4 || size - (HasFields ? 0 : Header) > MaxLength ? null : (int)size;
        }
    }

    /// <summary>Whether the header has more than the length, and so belongs to the content.</summary>
    public bool HasFields => Header > Field.Size;

    /// <inheritdoc/>
    protected override string WordsWithoutMax => string.Concat(
        $"length {(Field.IsSigned ? 'i' : 'u')}{8 * Field.Size}",
        Field.Size == 1 ? "" : Field.IsLittle ? " little" : " big",
        Offset > 0 ? $" offset {Offset}" : "",
        Header > Offset + Field.Size ? $" header {Header}" : "",
        Counted == 0 ? "" : Counted == Header ? " counts header" : " counts itself");

    /// <inheritdoc/>
    public override IFramer CreateFramer() => this;

    /// <inheritdoc/>
    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        if (bytes.Length < Offset + Field.Size)
        {
            return FrameCut.NeedMore;
        }

        var length = Field.Read(bytes[Offset..]);
        var rest = length - Counted;
        if (rest < 0)
        {
            return FrameCut.Invalid(length < 0 ? $"the length is negative: {length}" : $"the length counts {Counted} bytes of the header, and is only {length}");
        }

        var content = HasFields ? Header + rest : rest;
        if (content > MaxLength)
        {
            return TooLong(content, MaxLength);
        }

        var whole = Header + (int)rest;
        return bytes.Length < whole ? FrameCut.NeedMore : FrameCut.Done((int)content, whole, HasFields ? 0 : Header);
    }

    /// <inheritdoc/>
    public string Missing(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Offset + Field.Size)
        {
            return $"the header was cut off: {bytes.Length} of {Header} bytes came";
        }

        var length = Field.Read(bytes[Offset..]);
        var came = Math.Max(0, bytes.Length - Header);
        var hint = Counted == 0 && Header > 0 && length - came == Header ? ", as if the length counted the header too" : "";
        return $"the message was cut off: {came} of {length - Counted} bytes after the header came{hint}";
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> WithoutLength(ReadOnlySpan<byte> content) =>
        HasFields && content.Length >= Header ? (byte[])[.. content[..Offset], .. content[(Offset + Field.Size)..]] : content;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> WithLength(ReadOnlySpan<byte> content) =>
        HasFields && content.Length >= Offset ? (byte[])[.. content[..Offset], .. new byte[Field.Size], .. content[Offset..]] : content;

    /// <inheritdoc/>
    protected override string? Refuse(ReadOnlySpan<byte> content)
    {
        if (HasFields && content.Length < Header)
        {
            return $"it has {content.Length} bytes, and the header alone has {Header}";
        }

        return Length(content.Length) > Field.Max ? $"its length of {Length(content.Length)} does not fit into the header: {Field.Max} is the largest" : null;
    }

    /// <inheritdoc/>
    protected override void WriteFramed(ReadOnlySpan<byte> content, IBufferWriter<byte> output)
    {
        var size = HasFields ? content.Length : Header + content.Length;
        var bytes = output.GetSpan(size);
        content.CopyTo(bytes[(size - content.Length)..]);
        Field.Write((ulong)Length(content.Length), bytes[Offset..]);
        output.Advance(size);
    }

    /// <summary>What the header says of a content.</summary>
    private long Length(int content)
    {
        var rest = HasFields ? content - Header : content;
        return rest + Counted;
    }
}
