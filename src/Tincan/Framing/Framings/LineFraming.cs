namespace Tincan.Framing.Framings;

/// <summary><c>lines</c>, <c>lines lf</c>, <c>lines crlf</c>, <c>lines nul</c>: a line end after each message. <see cref="Dialect.Auto"/>: any of them.</summary>
/// <param name="Dialect">Which line end.</param>
/// <param name="MaxLength">The longest line, in bytes, without its end.</param>
internal sealed record LineFraming(Dialect Dialect, int MaxLength = MessageFraming.DefaultMaxLength) : MessageFraming(MaxLength)
{
    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Terminator => Dialect.Terminator().ToArray();

    /// <inheritdoc/>
    protected override string WordsWithoutMax => Dialect == Dialect.Auto ? "lines" : $"lines {Dialect.Word()}";

    /// <inheritdoc/>
    public override IFramer CreateFramer() => Dialect == Dialect.Auto ? new AnyLineFramer(MaxLength) : new LineFramer(Dialect, MaxLength);

    /// <inheritdoc/>
    protected override string? Refuse(ReadOnlySpan<byte> content) => Dialect switch
    {
        Dialect.Auto when content.IndexOfAny((byte)'\n', (byte)'\0') >= 0 || content is [.., (byte)'\r'] => "it has a line end in it",
        Dialect.CrLf when content.IndexOf("\r\n"u8) >= 0 => "it has a line end (\\r\\n) in it",
        Dialect.Lf or Dialect.Nul when content.IndexOf(Dialect.Terminator()) >= 0 => $"it has a line end ({Dialect.Spelled()}) in it",
        _ => null,
    };

    /// <inheritdoc/>
    protected override void WriteFramed(ReadOnlySpan<byte> content, IBufferWriter<byte> output)
    {
        output.Write(content);
        output.Write(Dialect.Terminator());
    }
}
