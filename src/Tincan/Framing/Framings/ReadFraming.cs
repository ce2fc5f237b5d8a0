namespace Tincan.Framing.Framings;

/// <summary><c>none</c>: there is no framing. Each read is a message, and TCP may split and join what was sent.</summary>
/// <param name="MaxLength">The longest message that is sent, in bytes.</param>
internal sealed record ReadFraming(int MaxLength = MessageFraming.DefaultMaxLength) : MessageFraming(MaxLength)
{
    /// <inheritdoc/>
    protected override string WordsWithoutMax => "none";

    /// <inheritdoc/>
    public override IFramer CreateFramer() => new ReadFramer();

    /// <inheritdoc/>
    protected override string? Refuse(ReadOnlySpan<byte> content) => null;

    /// <inheritdoc/>
    protected override void WriteFramed(ReadOnlySpan<byte> content, IBufferWriter<byte> output) => output.Write(content);
}
