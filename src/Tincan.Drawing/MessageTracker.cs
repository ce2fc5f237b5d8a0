namespace Tincan.Drawing;

/// <summary>Tracks the messages of one direction of a connection.</summary>
internal sealed class MessageTracker
{
    private int _current = -1;
    private int _parts;

    /// <summary>Whether message ends are known.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The number of complete messages.</summary>
    public long Complete { get; private set; }

    /// <summary>Whether any message ended with a line end.</summary>
    public bool HasLineEnds { get; private set; }

    /// <summary>Whether any message ended without one.</summary>
    public bool HasRaw { get; private set; }

    /// <summary>The number of bytes of an unfinished message.</summary>
    public long Unfinished { get; private set; }

    /// <summary>The messages in a chunk; empty if message ends are unknown.</summary>
    public IReadOnlyList<MessagePart> Add(WireEvent chunk)
    {
        if (chunk.Message is not { } message)
        {
            return [];
        }

        IsKnown = true;
        if (message < _current && message >= 0)
        {
            // Correction: the last messages were the beginning of this one.
            _parts = _current - message;
            Complete = Math.Max(0, Complete - _parts);
        }
        else if (message != _current)
        {
            // The previous chunk is missing, or turns out to have ended its message.
            Complete += message > _current && _current >= 0 ? message - _current : 0;
            _parts = 0;
            Unfinished = 0;
        }

        var parts = new List<MessagePart>(chunk.Ends.Count + 1);
        var from = 0;
        for (var index = 0; index < chunk.Ends.Count; index++)
        {
            var to = chunk.Ends[index] - chunk.Offset;
            if (to <= from || to > chunk.Bytes.Length)
            {
                continue;
            }

            parts.Add(new MessagePart(message++ + 1, ++_parts, IsLast: true, from, (int)to - from) { Name = index < chunk.Names.Count && chunk.Names[index] is { Length: > 0 } name ? name : null });
            from = (int)to;
            _parts = 0;
            Unfinished = 0;
            Complete++;
            var endsLine = chunk.Bytes.Span[from - 1] is (byte)'\n' or (byte)'\0';
            HasLineEnds |= endsLine;
            HasRaw |= !endsLine;
        }

        if (from < chunk.Bytes.Length)
        {
            parts.Add(new MessagePart(message + 1, ++_parts, IsLast: false, from, chunk.Bytes.Length - from));
            Unfinished += chunk.Bytes.Length - from;
        }

        _current = message;
        return parts;
    }
}
