using Tincan.Faults.Stages;
using Tincan.Framing;

namespace Tincan.Faults.InForce;

/// <summary>Cuts the reads or writes of a direction where messages end.</summary>
internal sealed class MessageCutter(IFramer framer)
{
    private readonly MessageEnds _ends = new(framer);
    private long _within;

    /// <summary>How many bytes have arrived so far.</summary>
    public long Offset { get; private set; }

    /// <summary>The other side has sent something.</summary>
    public void Answered() => _ends.Answered();

    public IEnumerable<Chunk> Cut(ReadOnlyMemory<byte> segment)
    {
        var ends = _ends.Find(segment.Span, Offset);
        var message = _ends.First + 1;
        foreach (var end in ends)
        {
            var length = (int)(end - Offset);
            yield return Take(segment[..length], message++, endsMessage: true, endsWrite: length == segment.Length);
            segment = segment[length..];
        }

        if (!segment.IsEmpty)
        {
            yield return Take(segment, message, endsMessage: false, endsWrite: true);
        }
    }

    private Chunk Take(ReadOnlyMemory<byte> bytes, int message, bool endsMessage, bool endsWrite)
    {
        var chunk = new Chunk
        {
            Bytes = bytes,
            Offset = Offset,
            Message = message,
            Within = _within,
            EndsMessage = endsMessage,
            EndsWrite = endsWrite,
        };
        Offset += bytes.Length;
        _within = endsMessage ? 0 : _within + bytes.Length;
        return chunk;
    }
}
