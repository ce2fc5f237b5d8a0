namespace Tincan.Protocols.Names;

/// <summary>
/// Finds the names of a table in bytes without line ends from one client: in one read, across reads, and several in one read. Where names ran together,
/// an unknown name ends with a top-level label: <c>miss.comone.com</c> is <c>miss.com</c> and <c>one.com</c>, but <c>www.google.com</c> does not contain
/// <c>google.com</c>.
/// </summary>
internal sealed class NameFinder(NameTable table) : IKnownMessages
{
    /// <summary>The longest name (RFC 1035), in bytes: how much of the earlier reads is kept.</summary>
    private const int MostBefore = 255;
    private const int MostSearched = 1024;

    private byte[]? _before;
    private int _beforeLength;

    /// <summary>The records to search.</summary>
    public NameTable Table { get; set; } = table;

    public KnownMessage Find(ReadOnlySpan<byte> bytes, int read)
    {
        if (bytes.IsEmpty || bytes.Length > MostSearched)
        {
            return default;
        }

        var found = FindIn(bytes, read, from: 1);
        return found.Length == 0 && _beforeLength > 0 && Join(stackalloc byte[MostBefore + MostSearched], bytes) is { Length: > 0 }
            ? new(0, bytes.Length)
            : found;
    }

    /// <summary>Finds the record for a message, or for the end of the earlier reads together with it.</summary>
    /// <param name="message">A name.</param>
    /// <param name="isGuess">Whether the message had no line end, so that it may be a part of a name.</param>
    /// <param name="record">The record.</param>
    public bool TryFind(ReadOnlySpan<byte> message, bool isGuess, out ReadOnlySpan<byte> record)
    {
        var isFound = Table.TryFind(message, out record);
        if (!isFound && _beforeLength > 0 && message.Length <= MostSearched)
        {
            Span<byte> joined = stackalloc byte[MostBefore + MostSearched];
            var known = Join(joined, message);
            isFound = known.Length > 0 && Table.TryFind(joined.Slice(known.Start, known.Length), out record);
        }

        if (isFound || !isGuess)
        {
            _beforeLength = 0;
        }
        else
        {
            Keep(message);
        }

        return isFound;
    }

    private KnownMessage Join(Span<byte> joined, ReadOnlySpan<byte> bytes)
    {
        var before = _before.AsSpan(0, _beforeLength);
        before.CopyTo(joined);
        bytes.CopyTo(joined[before.Length..]);
        var found = FindIn(joined[..(before.Length + bytes.Length)], before.Length, from: before.Length + 1);
        return found.Start + found.Length == before.Length + bytes.Length ? found : default;
    }

    private KnownMessage FindIn(ReadOnlySpan<byte> bytes, int read, int from)
    {
        for (var start = 0; start < bytes.Length; start++)
        {
            if (!MayBegin(bytes, start, read))
            {
                continue;
            }

            for (var end = Math.Min(bytes.Length, start + Table.LongestName); end >= Math.Max(start + 1, from); end--)
            {
                if ((end == bytes.Length || MayFollow(bytes[end..])) && Table.TryFind(bytes[start..end], out _))
                {
                    return new(start, end - start, end == bytes.Length && Table.IsBeginning(bytes[start..end]));
                }
            }
        }

        return default;
    }

    private bool MayBegin(ReadOnlySpan<byte> bytes, int start, int read) =>
        start == 0 || (!IsInner(bytes[start]) && !IsInner(bytes[start - 1]) && (start == read || Table.EndsInTopLevel(bytes[..start])));

    private bool MayFollow(ReadOnlySpan<byte> rest) => !IsInner(rest[0]) && (Table.EndsInTopLevel(rest) || Table.TryFind(rest, out _));

    /// <summary>Whether no name begins or ends with this character.</summary>
    private static bool IsInner(byte letter) => letter is (byte)'.' or (byte)'-';

    private void Keep(ReadOnlySpan<byte> message)
    {
        _before ??= new byte[MostBefore];
        if (message.Length >= MostBefore)
        {
            _beforeLength = 0;
            return;
        }

        var most = MostBefore - message.Length;
        if (_beforeLength > most)
        {
            _before.AsSpan(_beforeLength - most, most).CopyTo(_before);
            _beforeLength = most;
        }

        message.CopyTo(_before.AsSpan(_beforeLength));
        _beforeLength += message.Length;
    }
}
