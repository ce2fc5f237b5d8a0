namespace Tincan.Protocols.Book;

/// <summary>
/// Finds the responses of a server that may add a line end to each, as a program does that prints them. A frame's content may begin with the line end
/// of the response before.
/// </summary>
internal sealed class ResponseFramer : IFramer
{
    private readonly BookFramer _framer = new(BookMessage.Response);

    /// <summary>Skips CR, LF and NUL.</summary>
    public static ReadOnlySpan<byte> SkipLineEnds(ReadOnlySpan<byte> bytes) => bytes.TrimStart("\r\n\0"u8);

    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        var message = SkipLineEnds(bytes);
        var skipped = bytes.Length - message.Length;
        var cut = _framer.Cut(message, 0);
        return cut.Status == FrameStatus.Done ? FrameCut.Done(skipped + cut.Length, skipped + cut.Consumed) : cut;
    }

    public string Missing(ReadOnlySpan<byte> bytes) => SkipLineEnds(bytes) is { IsEmpty: false } message ? _framer.Missing(message) : "only line ends came";
}
