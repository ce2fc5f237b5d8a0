using Tincan.Faults.Stages;
using Tincan.Framing;

namespace Tincan.Faults.InForce;

/// <summary>Cuts the reads or writes of a direction where messages end.</summary>
internal sealed class MessageCutter(MessageCodec codec, Direction direction)
{
    private readonly MessageEnds _ends = new(direction == Direction.ToServer ? codec.ToServer() : codec.ToClient());
    private readonly Func<Direction, ReadOnlySpan<byte>, string>? _naming = codec.Naming;
    private readonly List<Chunk> _held = [];
    private long _within;

    /// <summary>How many bytes have arrived so far.</summary>
    public long Offset { get; private set; }

    /// <summary>Notes that the peer has sent something.</summary>
    public void Answered() => _ends.Answered();

    /// <summary>Cuts a read or write.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="needsNames">A fault asks for the names of messages, so each is held until it is whole.</param>
    public IEnumerable<Chunk> Cut(ReadOnlyMemory<byte> bytes, bool needsNames)
    {
        var ends = _ends.Find(bytes.Span, Offset);
        var message = _ends.First + 1;
        var isNamed = needsNames && _naming is not null && !_ends.IsLost;
        foreach (var end in ends)
        {
            var length = (int)(end - Offset);
            var last = Take(bytes[..length], message++, endsMessage: true, endsWrite: length == bytes.Length);
            bytes = bytes[length..];
            if (!isNamed && _held.Count == 0)
            {
                yield return last;
                continue;
            }

            _held.Add(last);
            var name = _naming!(direction, Whole());
            foreach (var chunk in Release())
            {
                yield return chunk with { Name = name };
            }
        }

        if (!bytes.IsEmpty)
        {
            _held.Add(Take(bytes, message, endsMessage: false, endsWrite: true));
        }

        foreach (var chunk in isNamed ? [] : Release())
        {
            yield return chunk;
        }
    }

    /// <summary>Takes what is held of a message whose end has not come.</summary>
    public IReadOnlyList<Chunk> Release()
    {
        Chunk[] all = [.. _held];
        _held.Clear();
        return all;
    }

    private byte[] Whole() => [.. _held.SelectMany(static chunk => chunk.Bytes.ToArray())];

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
