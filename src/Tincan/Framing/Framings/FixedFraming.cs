namespace Tincan.Framing.Framings;

/// <summary><c>fixed 16</c>: each message has the same number of bytes.</summary>
/// <param name="Size">How many, at least 1.</param>
internal sealed record FixedFraming(int Size) : MessageFraming(Size), IFramer
{
    /// <inheritdoc/>
    protected override string WordsWithoutMax => $"fixed {Size}";

    /// <inheritdoc/>
    public override IFramer CreateFramer() => this;

    /// <inheritdoc/>
    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen) => bytes.Length < Size ? FrameCut.NeedMore : FrameCut.Done(Size, Size);

    /// <inheritdoc/>
    public string Missing(ReadOnlySpan<byte> bytes) => $"the last message has {bytes.Length} of {Size} bytes";

    /// <inheritdoc/>
    protected override string? Refuse(ReadOnlySpan<byte> content) => content.Length == Size ? null : $"it has {content.Length} bytes, not {Size}";

    /// <inheritdoc/>
    protected override void WriteFramed(ReadOnlySpan<byte> content, IBufferWriter<byte> output) => output.Write(content);
}
