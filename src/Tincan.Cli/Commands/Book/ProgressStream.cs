using Tincan.Files;

namespace Tincan.Cli.Commands.Book;

/// <summary>A file that is read once, from its beginning, and that advances a progress bar.</summary>
/// <param name="inner">The file; it stays open.</param>
/// <param name="progress">The progress bar.</param>
internal sealed class ProgressStream(Stream inner, Progress progress) : UnseekableStream
{
    public override bool CanRead => true;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        progress.Advance(count);
        return count;
    }
}
