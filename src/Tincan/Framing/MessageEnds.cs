namespace Tincan.Framing;

/// <summary>Follows one direction and tells where messages end in it, however the bytes are cut.</summary>
internal sealed class MessageEnds(IFramer framer)
{
    // More than any message that a viewer should be shown as one.
    private const int MaxHeld = 1024 * 1024;

    private readonly EvidenceFramer? _evidence = EvidenceFramer.In(framer);
    private byte[] _held = [];
    private int _count;
    private int _seen;
    private bool _lost;

    /// <summary>The number of the message that the next byte belongs to.</summary>
    public int Next { get; private set; }

    /// <summary>
    /// The number of the message that the first byte of the last segment belongs to. It is smaller than <see cref="Next"/> was before, where messages that
    /// seemed to be whole turned out to be the beginning of this one.
    /// </summary>
    public int First { get; private set; }

    /// <summary>The other side has sent something.</summary>
    public void Answered() => _evidence?.Answered();

    /// <summary>The offsets at which messages end in a segment.</summary>
    /// <param name="segment">The bytes.</param>
    /// <param name="offset">Where the segment begins in its direction.</param>
    public IReadOnlyList<long> Find(ReadOnlySpan<byte> segment, long offset)
    {
        First = Next;
        if (_lost)
        {
            return [];
        }

        if (_evidence is not null)
        {
            First = Next -= _evidence.Look(segment);
        }

        var start = offset - _count;
        Hold(segment);
        List<long>? ends = null;
        var used = 0;
        while (true)
        {
            var cut = framer.Cut(_held.AsSpan(used.._count), _seen);
            if (cut.Status != FrameStatus.Done)
            {
                // Bytes that are no message: from here on nothing can be said about where one ends.
                _lost = cut.Status == FrameStatus.Invalid || _count - used > MaxHeld;
                break;
            }

            used += cut.Consumed;
            _seen = 0;
            Next++;
            (ends ??= []).Add(start + used);
        }

        _held.AsSpan(used.._count).CopyTo(_held);
        _count -= used;
        _seen = _count;
        return ends ?? (IReadOnlyList<long>)[];
    }

    private void Hold(ReadOnlySpan<byte> segment)
    {
        if (_held.Length < _count + segment.Length)
        {
            Array.Resize(ref _held, Math.Max(_count + segment.Length, _held.Length * 2));
        }

        segment.CopyTo(_held.AsSpan(_count));
        _count += segment.Length;
    }
}
