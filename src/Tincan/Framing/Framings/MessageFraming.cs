namespace Tincan.Framing.Framings;

/// <summary>How the messages of one direction are framed: finds them in a stream, and writes them. <see cref="FramingPair.Parse"/> reads it from words.</summary>
/// <param name="MaxLength">The longest content, in bytes. A longer message is invalid before memory is taken for it.</param>
public abstract record MessageFraming(int MaxLength)
{
    /// <summary>The longest content unless a framing says otherwise: 1 MiB.</summary>
    public const int DefaultMaxLength = 1024 * 1024;

    /// <summary>The words that are read as this framing.</summary>
    public string Words => MaxLength == DefaultMaxLength ? WordsWithoutMax : $"{WordsWithoutMax} max {MaxLength}";

    /// <summary>How many bytes of a header come before the content; 0 if it has no header, or one of no fixed size.</summary>
    public virtual int HeaderSize => 0;

    /// <summary>The bytes that end a message; empty if something else does.</summary>
    public virtual ReadOnlyMemory<byte> Terminator => default;

    /// <summary>The beginning of a message that claims a length that no receiver can hold; empty if no header can claim one.</summary>
    public virtual ReadOnlyMemory<byte> Oversized => default;

    /// <summary>
    /// The size on the wire from which on the length in the header of a message has its highest bit set, so that a program may take it for a negative number.
    /// Null if no message has such a length.
    /// </summary>
    public virtual int? HighBitSize => null;

    /// <summary>The words without the limit.</summary>
    protected abstract string WordsWithoutMax { get; }

    /// <summary>Makes a framer for a connection.</summary>
    public abstract IFramer CreateFramer();

    /// <summary>What is wrong with a content that cannot be sent in this framing, as a clause; null if it can be.</summary>
    /// <param name="content">The content.</param>
    public string? WhyNot(ReadOnlySpan<byte> content) => content.Length > MaxLength ? $"it has {content.Length} bytes, more than {MaxLength}" : Refuse(content);

    /// <summary>Writes a message as it is on the wire.</summary>
    /// <param name="content">The content; <see cref="WhyNot"/> must have nothing against it.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <exception cref="ArgumentException">The content cannot be sent in this framing.</exception>
    public void Write(ReadOnlySpan<byte> content, IBufferWriter<byte> output)
    {
        if (WhyNot(content) is { } why)
        {
            throw new ArgumentException($"'{Words}' cannot frame this message: {why}", nameof(content));
        }

        WriteFramed(content, output);
    }

    /// <summary>A content without the length that is inside it, as people write it. Most framings have none inside.</summary>
    /// <param name="content">The content, as a framer finds it.</param>
    public virtual ReadOnlySpan<byte> WithoutLength(ReadOnlySpan<byte> content) => content;

    /// <summary>A content with room for the length that is inside it, which <see cref="Write"/> fills in.</summary>
    /// <param name="content">The content, as people write it.</param>
    public virtual ReadOnlySpan<byte> WithLength(ReadOnlySpan<byte> content) => content;

    /// <summary>What is wrong with a content of a length that is allowed; null if it can be sent.</summary>
    protected abstract string? Refuse(ReadOnlySpan<byte> content);

    /// <summary>Writes a content that can be sent.</summary>
    protected abstract void WriteFramed(ReadOnlySpan<byte> content, IBufferWriter<byte> output);

    /// <summary>A message that is longer than it may be.</summary>
    protected static FrameCut TooLong(decimal length, int most) =>
        FrameCut.Invalid(FormattableString.Invariant($"the message has {length:#,##0} bytes, more than the limit of {most:#,##0}"));

    /// <summary>A text as it is written in a framing: in quotes, with escapes.</summary>
    protected static string Quote(ReadOnlyMemory<byte> text) => $"\"{Escape.ForTerminal(text.Span).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
