using System.Buffers.Binary;

namespace Tincan.Drawing.Pcapng;

/// <summary>The Internet checksum (RFC 1071): the complement of a one's complement sum of 16-bit words.</summary>
internal static class Checksum
{
    /// <summary>Sums words. An odd byte at the end counts as the upper half of a word.</summary>
    public static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        for (; bytes.Length >= 2; bytes = bytes[2..])
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        }

        return bytes.IsEmpty ? sum : sum + ((ulong)bytes[0] << 8);
    }

    /// <summary>Adds the carries, and takes the complement.</summary>
    public static ushort Fold(ulong sum)
    {
        while (sum > ushort.MaxValue)
        {
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
