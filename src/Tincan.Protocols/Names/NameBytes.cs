namespace Tincan.Protocols.Names;

/// <summary>Compares host names as bytes, ignoring the case of ASCII letters (RFC 4343).</summary>
internal sealed class NameBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static NameBytes Comparer { get; } = new();

    public static bool Same(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length != other.Length)
        {
            return false;
        }

        for (var i = 0; i < one.Length; i++)
        {
            if (Fold(one[i]) != Fold(other[i]))
            {
                return false;
            }
        }

        return true;
    }

    public bool Equals(byte[]? x, byte[]? y) => Same(x, y);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => Same(alternate, other);

    public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

    public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)Hash(alternate);

    /// <summary>FNV-1a over the folded bytes.</summary>
    public static uint Hash(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u;
        foreach (var one in name)
        {
            hash = Hash(one, hash);
        }

        return hash;
    }

    /// <summary>The hash of a name with one more byte.</summary>
    public static uint Hash(byte next, uint hash) => (hash ^ Fold(next)) * 16777619u;

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    /// <summary>The byte in lower case, if it is an ASCII letter.</summary>
    public static byte Fold(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;
}
