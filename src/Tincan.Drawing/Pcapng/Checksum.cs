using System.Buffers.Binary;

namespace Tincan.Drawing.Pcapng;

/// <summary>The Internet checksum (RFC 1071): the complement of a sum of 16-bit words in which carries come round.</summary>
internal static class Checksum
{
    /// <summary>Sums words; an odd byte at the end counts as a word's upper half.</summary>
    public static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        for (; bytes.Length >= 2; bytes = bytes[2..])
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        }

        return bytes.IsEmpty ? sum : sum + ((ulong)bytes[0] << 8);
    }

    /// <summary>Brings the carries round, and takes the complement.</summary>
    public static ushort Fold(ulong sum)
    {
        while (sum > ushort.MaxValue)
        {
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
