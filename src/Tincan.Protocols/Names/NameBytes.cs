using System.Buffers.Binary;

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

        if (one.SequenceEqual(other))
        {
            return true;
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

    /// <summary>
    /// A hash of eight bytes at a time. Each gets the bit that makes a letter small, which is also set in a few characters that are no letters: what it
    /// confuses, <see cref="Same"/> tells apart.
    /// </summary>
    public static uint Hash(ReadOnlySpan<byte> name)
    {
        var hash = (ulong)name.Length;
        for (; name.Length >= sizeof(ulong); name = name[sizeof(ulong)..])
        {
            hash = Mix(hash ^ (BinaryPrimitives.ReadUInt64LittleEndian(name) | 0x2020_2020_2020_2020));
        }

        var rest = 0UL;
        foreach (var one in name)
        {
            rest = (rest << 8) | (uint)(one | 0x20);
        }

        return (uint)Mix(hash ^ rest);
    }

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    /// <summary>The byte in lower case, if it is an ASCII letter.</summary>
    public static byte Fold(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;

    /// <summary>Both halves of a product: each bit of the value changes about half of the bits.</summary>
    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, 0x9E37_79B9_7F4A_7C15, out var low);
        return high ^ low;
    }
}
