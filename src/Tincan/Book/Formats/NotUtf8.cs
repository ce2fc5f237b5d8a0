using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Tincan.Book.Formats;

/// <summary>Finds the first byte that is not UTF-8.</summary>
internal static class NotUtf8
{
    /// <summary>What is wrong with bytes that should be UTF-8; null if they are.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="place">Where the first wrong one is.</param>
    public static string? In(ReadOnlySpan<byte> bytes, out int place)
    {
        place = 0;
        if (Utf8.IsValid(bytes))
        {
            return null;
        }

        while (Rune.DecodeFromUtf8(bytes[place..], out _, out var count) == OperationStatus.Done)
        {
            place += count;
        }

        return $"not UTF-8: byte 0x{bytes[place]:X2}";
    }
}
