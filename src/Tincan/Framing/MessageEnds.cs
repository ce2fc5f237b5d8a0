namespace Tincan.Framing;

/// <summary>Finds where the messages of one direction end, however the bytes are split.</summary>
internal sealed class MessageEnds(IFramer framer)
{
    // A longer message is not followed to its end.
    private const int MaxHeld = 1024 * 1024;

    private readonly IEvidence? _evidence = (framer as GreetingFramer)?.Rest as IEvidence ?? framer as IEvidence;
    private byte[] _held = [];
    private int _count;
    private int _seen;
    private bool _lost;

    /// <summary>The number of the message that the next byte belongs to.</summary>
    public int Next { get; private set; }

    /// <summary>
    /// The number of the message that the first byte of the last read belongs to. It is less than <see cref="Next"/> was before the read, if messages
    /// that looked whole turned out to be the beginning of this one.
    /// </summary>
    public int First { get; private set; }

    /// <summary>Whether no more ends will be found: the bytes are not messages, or a message is too long.</summary>
    public bool IsLost => _lost;

    /// <summary>Notes that the peer has sent something.</summary>
    public void Answered() => _evidence?.Answered();

    /// <summary>Returns the offsets at which messages end in a read.</summary>
    /// <param name="chunk">The bytes of the read.</param>
    /// <param name="offset">The offset of the read in its direction.</param>
    public IReadOnlyList<long> Find(ReadOnlySpan<byte> chunk, long offset)
    {
        First = Next;
        if (_lost)
        {
            return [];
        }

        if (_evidence is not null)
        {
            First = Next -= _evidence.Look(chunk);
        }

        var start = offset - _count;
        var bytes = _count == 0 ? chunk : Hold(chunk);
        List<long>? ends = null;
        var used = 0;
        while (true)
        {
            var cut = framer.Cut(bytes[used..], _seen);
            if (cut.Status != FrameStatus.Done)
            {
                // Invalid bytes: from here on, the ends of messages are unknown.
                _lost = cut.Status == FrameStatus.Invalid || bytes.Length - used > MaxHeld;
                break;
            }

            used += cut.Consumed;
            _seen = 0;
            Next++;
            if (start + used > offset)
            {
                (ends ??= []).Add(start + used);
            }
            else
            {
                // Only now is it known that the reads before this one were a message.
                First++;
            }
        }

        if (_count == 0 || used > 0)
        {
            _count = 0;
            Hold(bytes[used..]);
        }

        _seen = _count;
        return ends ?? (IReadOnlyList<long>)[];
    }

    /// <summary>Adds bytes to those that are held, and returns all of them.</summary>
    private ReadOnlySpan<byte> Hold(ReadOnlySpan<byte> chunk)
    {
        if (_held.Length < _count + chunk.Length)
        {
            Array.Resize(ref _held, Math.Max(_count + chunk.Length, _held.Length * 2));
        }

        chunk.CopyTo(_held.AsSpan(_count));
        _count += chunk.Length;
        return _held.AsSpan(0, _count);
    }
}
