namespace Tincan.Faults.Stages;

/// <summary>Looks for a pattern in a stream, however the stream is cut.</summary>
internal sealed class PatternFollower
{
    private readonly BytePattern _pattern;

    /// <summary>For each length of a part that was found: how long the longest shorter one is that the same bytes end with.</summary>
    private readonly int[] _fallback;
    private int _found;

    public PatternFollower(BytePattern pattern)
    {
        _pattern = pattern;
        _fallback = new int[pattern.Bytes.Length + 1];
        for (var length = 1; length < pattern.Bytes.Length; length++)
        {
            _fallback[length + 1] = Grow(_fallback[length], pattern.Bytes[length]);
        }
    }

    /// <summary>Goes on to where the pattern ends.</summary>
    /// <returns>How many bytes that takes; -1 if the pattern does not end in these bytes.</returns>
    public int Follow(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (Follows(bytes[i]))
            {
                return i + 1;
            }
        }

        return -1;
    }

    /// <summary>Goes on by one byte.</summary>
    /// <returns>Whether the pattern ends with it.</returns>
    public bool Follows(byte next)
    {
        _found = Grow(_found, next);
        if (_found < _pattern.Bytes.Length)
        {
            return false;
        }

        _found = _fallback[_found];
        return true;
    }

    private int Grow(int found, byte next)
    {
        while (found > 0 && _pattern.Bytes[found] != next)
        {
            found = _fallback[found];
        }

        return _pattern.Bytes[found] == next ? found + 1 : 0;
    }
}
