namespace Tincan.Parsing.Forms;

/// <summary>Finds where the number ends that a word begins with, to say what is wrong with it.</summary>
public static class Digits
{
    private static readonly SearchValues<byte> OfNumbers = SearchValues.Create("0123456789."u8);

    /// <summary>Which byte is the first that is no digit; 0 if all are, so that the whole number is wrong.</summary>
    public static int EndOfDigits(ReadOnlySpan<byte> word) => Math.Max(0, word.IndexOfAnyExceptInRange((byte)'0', (byte)'9'));

    /// <summary>Which byte is the first that is neither a digit nor a point; 0 if all are.</summary>
    public static int EndOfNumber(ReadOnlySpan<byte> word) => Math.Max(0, word.IndexOfAnyExcept(OfNumbers));
}
