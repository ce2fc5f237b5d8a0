namespace Tincan.Framing.Framings;

/// <summary>Finds JSON values. It looks at brackets and quotes only, so that a value with a mistake in it has an end too.</summary>
/// <remarks>It remembers how far it has looked, or a value that comes byte by byte would be looked at from its start each time.</remarks>
internal sealed class JsonFramer(int maxLength) : IFramer
{
    private int _at;
    private int _depth;
    private bool _isQuoted;
    private bool _isEscaped;

    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        if (seen == 0 || seen != _at)
        {
            (_at, _depth, _isQuoted, _isEscaped) = (0, 0, false, false);
        }

        var start = bytes.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0)
        {
            return bytes.Length > maxLength ? FrameCut.Invalid($"there are more than {maxLength} bytes of white space between two values") : FrameCut.NeedMore;
        }

        var isBare = bytes[start] is not ((byte)'{' or (byte)'[' or (byte)'"');
        if (isBare && bytes[start] is not ((byte)'-' or (>= (byte)'0' and <= (byte)'9') or (byte)'t' or (byte)'f' or (byte)'n'))
        {
            return FrameCut.Invalid($"a JSON value begins with {{, [, \", a digit, or true, false or null, not with '{Escape.ForTerminal(bytes.Slice(start, 1))}'");
        }

        for (_at = Math.Max(_at, start); _at < bytes.Length && _at - start <= maxLength; _at++)
        {
            if (isBare ? IsAfterBare(bytes[_at]) : EndsValue(bytes[_at]))
            {
                var end = isBare ? _at : _at + 1;
                _at = 0;
                return FrameCut.Done(end - start, end, start);
            }
        }

        return bytes.Length - start > maxLength
            ? FrameCut.Invalid($"the message has more than {maxLength} bytes")
            : FrameCut.NeedMore;
    }

    public string Missing(ReadOnlySpan<byte> bytes) => $"the last JSON value has {bytes.Length} bytes and no end";

    public bool IsBetween(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept(" \t\r\n"u8);

    private static bool IsAfterBare(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'{' or (byte)'[' or (byte)'"';

    private bool EndsValue(byte value)
    {
        if (_isQuoted)
        {
            _isQuoted = _isEscaped || value != '"';
            _isEscaped = !_isEscaped && value == '\\';
            return !_isQuoted && _depth == 0;
        }

        switch (value)
        {
            case (byte)'"':
                _isQuoted = true;
                return false;
            case (byte)'{' or (byte)'[':
                _depth++;
                return false;
            case (byte)'}' or (byte)']':
                return --_depth == 0;
            default:
                return false;
        }
    }
}
