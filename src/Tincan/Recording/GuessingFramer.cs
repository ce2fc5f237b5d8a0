using Tincan.Framing;

namespace Tincan.Recording;

/// <summary>Takes a stream whose first segment does not end with a line end for raw, where each segment is a message, and any other for lines.</summary>
/// <param name="lines">Cuts lines.</param>
internal sealed class GuessingFramer(IFramer lines) : IFramer
{
    private IFramer? _guess;

    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        if (bytes.IsEmpty)
        {
            return FrameCut.NeedMore;
        }

        _guess ??= bytes[^1] is (byte)'\n' or (byte)'\0' ? lines : new SegmentFramer();
        return _guess.Cut(bytes, seen);
    }

    public string Missing(ReadOnlySpan<byte> bytes) => lines.Missing(bytes);
}
