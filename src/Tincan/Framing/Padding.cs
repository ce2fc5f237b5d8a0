namespace Tincan.Framing;

/// <summary>Messages of a program that pads each of them with spaces, as in <c>sock.send("{:&lt;200}".format(name))</c>.</summary>
public static class Padding
{
    /// <summary>This many spaces in a row cannot be text.</summary>
    private const int Run = 8;

    private static ReadOnlySpan<byte> Blanks => "        "u8;

    /// <summary>Whether these bytes begin with padding.</summary>
    public static bool IsAt(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Blanks);

    /// <summary>The offset where padding begins; -1 if there is none.</summary>
    public static int At(ReadOnlySpan<byte> bytes) => bytes.IndexOf(Blanks);

    /// <summary>The offset where the padding at <paramref name="from"/> ends.</summary>
    public static int End(ReadOnlySpan<byte> bytes, int from) => bytes[from..].IndexOfAnyExcept((byte)' ') is var count and >= 0 ? from + count : bytes.Length;

    /// <summary>The size to which each message is padded, in bytes; 0 if these bytes are not one or more padded messages.</summary>
    /// <param name="bytes">What one read returned.</param>
    public static int Size(ReadOnlySpan<byte> bytes)
    {
        var at = At(bytes);
        var size = at > 0 ? End(bytes, at) : 0;
        if (size < Run * 2 || bytes.Length % size != 0 || bytes.ContainsAny((byte)'\n', (byte)0))
        {
            return 0;
        }

        for (var from = size; from < bytes.Length; from += size)
        {
            var text = bytes.Slice(from, size).TrimEnd((byte)' ');
            if (text.IsEmpty || size - text.Length < Run || At(text) >= 0)
            {
                return 0;
            }
        }

        return size;
    }
}
