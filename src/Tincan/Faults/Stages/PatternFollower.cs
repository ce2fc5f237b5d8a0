namespace Tincan.Faults.Stages;

/// <summary>Finds a pattern in a stream, however the stream is split (Knuth, Morris and Pratt, 1977).</summary>
internal sealed class PatternFollower
{
    private readonly BytePattern _pattern;

    /// <summary>For each length of a matched prefix: the length of the longest shorter prefix that is also a suffix of it.</summary>
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

    /// <summary>Continues to the end of the first match.</summary>
    /// <returns>The number of bytes up to there; -1 if no match ends in these bytes.</returns>
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

    /// <summary>Continues by one byte.</summary>
    /// <returns>Whether a match ends with it.</returns>
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
