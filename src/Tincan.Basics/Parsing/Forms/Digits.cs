namespace Tincan.Parsing.Forms;

/// <summary>Finds the end of the number at the beginning of a word, to place the caret of an error.</summary>
public static class Digits
{
    private static readonly SearchValues<byte> OfNumbers = SearchValues.Create("0123456789."u8);

    /// <summary>The index of the first byte that is not a digit; 0 if all are, because then the whole number is wrong.</summary>
    public static int EndOfDigits(ReadOnlySpan<byte> word) => Math.Max(0, word.IndexOfAnyExceptInRange((byte)'0', (byte)'9'));

    /// <summary>The index of the first byte that is neither a digit nor a point; 0 if all are.</summary>
    public static int EndOfNumber(ReadOnlySpan<byte> word) => Math.Max(0, word.IndexOfAnyExcept(OfNumbers));
}
