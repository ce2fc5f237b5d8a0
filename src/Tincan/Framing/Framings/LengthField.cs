using System.Buffers.Binary;

namespace Tincan.Framing.Framings;

/// <summary>How a length is written in a header: a number of 1, 2, 3, 4 or 8 bytes.</summary>
/// <param name="Size">How many bytes.</param>
/// <param name="IsLittle">The least significant byte comes first.</param>
/// <param name="IsSigned">The highest bit is a sign; a negative length is invalid.</param>
internal sealed record LengthField(int Size, bool IsLittle, bool IsSigned)
{
    /// <summary>The largest length.</summary>
    public decimal Max => (IsSigned, Size) switch
    {
        (true, 1) => sbyte.MaxValue,
        (true, 2) => short.MaxValue,
        (true, 3) => (1 << 23) - 1,
        (true, 4) => int.MaxValue,
        (true, _) => long.MaxValue,
        (false, 1) => byte.MaxValue,
        (false, 2) => ushort.MaxValue,
        (false, 3) => (1 << 24) - 1,
        (false, 4) => uint.MaxValue,
        (false, _) => ulong.MaxValue,
    };

    /// <summary>Reads it.</summary>
    /// <param name="bytes">Its bytes.</param>
    public decimal Read(ReadOnlySpan<byte> bytes)
    {
        Span<byte> wide = stackalloc byte[8];
        bytes[..Size].CopyTo(wide);
        if (!IsLittle)
        {
            wide[..Size].Reverse();
        }

        var value = BinaryPrimitives.ReadUInt64LittleEndian(wide);
        var shift = 64 - (8 * Size);
        return IsSigned ? (long)(value << shift) >> shift : value;
    }

    /// <summary>Writes it.</summary>
    /// <param name="length">From 0 to <see cref="Max"/>; of a larger one the low bytes are written.</param>
    /// <param name="bytes">Receives its bytes.</param>
    public void Write(ulong length, Span<byte> bytes)
    {
        Span<byte> wide = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(wide, length);
        wide[..Size].CopyTo(bytes);
        if (!IsLittle)
        {
            bytes[..Size].Reverse();
        }
    }
}
