using Tincan.Book.Formats;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Commands.Book;

/// <summary>A file that is read while progress is shown.</summary>
internal sealed class WatchedStream(Stream inner, Progress progress) : InspectedStream(inner)
{
    protected override void Inspect(ReadOnlySpan<byte> read) => progress.Advance(read.Length);
}
