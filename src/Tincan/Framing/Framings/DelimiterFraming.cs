namespace Tincan.Framing.Framings;

/// <summary>
/// <c>delimiter "|"</c>: bytes that end each message. <c>start "\x0B" stop "\x1C\r"</c> (<c>mllp</c>): bytes that begin each message as well; between messages,
/// line ends are skipped.
/// </summary>
/// <param name="Start">What a message begins with; empty for nothing.</param>
/// <param name="Stop">What a message ends with; at least one byte.</param>
/// <param name="MaxLength">The longest content, in bytes.</param>
internal sealed record DelimiterFraming(ReadOnlyMemory<byte> Start, ReadOnlyMemory<byte> Stop, int MaxLength = MessageFraming.DefaultMaxLength)
    : MessageFraming(MaxLength), IFramer
{
    /// <summary>HL7 v2 over TCP (MLLP release 1): VT, the message, FS and CR.</summary>
    public static DelimiterFraming Mllp { get; } = new("\x0B"u8.ToArray(), "\x1C\r"u8.ToArray());

    /// <inheritdoc/>
    public override int HeaderSize => Start.Length;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Terminator => Stop;

    /// <inheritdoc/>
    protected override string WordsWithoutMax => Start.IsEmpty ? $"delimiter {Quote(Stop)}"
        : Equals(Mllp with { MaxLength = MaxLength }) ? "mllp"
        : $"start {Quote(Start)} stop {Quote(Stop)}";

    /// <inheritdoc/>
    public override IFramer CreateFramer() => this;

    /// <inheritdoc/>
    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        var skipped = Start.IsEmpty ? 0 : bytes.Length - bytes.TrimStart("\r\n"u8).Length;
        if (skipped > MaxLength)
        {
            return FrameCut.Invalid($"there are more than {MaxLength} line ends between two messages");
        }

        var message = bytes[skipped..];
        var begun = Math.Min(message.Length, Start.Length);
        if (!message[..begun].SequenceEqual(Start.Span[..begun]))
        {
            return FrameCut.Invalid($"a message begins with {Quote(Start)}, not with '{Escape.ForTerminal(message[..begun])}'");
        }

        var from = Math.Max(begun, seen - skipped - Stop.Length + 1);
        var found = from > message.Length ? -1 : message[from..].IndexOf(Stop.Span);
        var length = (found < 0 ? message.Length - Stop.Length + 1 : from + found) - begun;
        if (length > MaxLength)
        {
            return TooLong(length, MaxLength);
        }

        return found < 0 ? FrameCut.NeedMore : FrameCut.Done(length, skipped + from + found + Stop.Length, skipped + begun);
    }

    /// <inheritdoc/>
    public string Missing(ReadOnlySpan<byte> bytes) => $"the last message has {bytes.Length} bytes and no {Quote(Stop)} at its end";

    /// <inheritdoc/>
    public bool IsBetween(ReadOnlySpan<byte> bytes) => !Start.IsEmpty && !bytes.ContainsAnyExcept("\r\n"u8);

    /// <inheritdoc/>
    public bool Equals(DelimiterFraming? other) =>
        other is not null && MaxLength == other.MaxLength && Start.Span.SequenceEqual(other.Start.Span) && Stop.Span.SequenceEqual(other.Stop.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MaxLength, Start.Length, Stop.Length);

    /// <inheritdoc/>
    protected override string? Refuse(ReadOnlySpan<byte> content)
    {
        // The stop may also begin in the content and end after it.
        byte[] whole = [.. content, .. Stop.Span];
        return whole.AsSpan().IndexOf(Stop.Span) < content.Length ? $"it has {Quote(Stop)} in it" : null;
    }

    /// <inheritdoc/>
    protected override void WriteFramed(ReadOnlySpan<byte> content, IBufferWriter<byte> output)
    {
        output.Write(Start.Span);
        output.Write(content);
        output.Write(Stop.Span);
    }
}
