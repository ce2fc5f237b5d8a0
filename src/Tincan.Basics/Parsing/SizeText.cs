namespace Tincan.Parsing;

/// <summary>A number of bytes: <c>4096</c>, <c>64KiB</c>, <c>1MiB</c>.</summary>
public static class SizeText
{
    /// <summary>Reads a size of at most 2 GiB before its unit.</summary>
    /// <param name="text">Digits, and <c>KiB</c> or <c>MiB</c> or nothing after them.</param>
    /// <returns>The number of bytes; null if the text is no size.</returns>
    public static long? Read(string text)
    {
        var (digits, unit) = text switch
        {
            [.. var number, 'K', 'i', 'B'] => (number, 1024L),
            [.. var number, 'M', 'i', 'B'] => (number, 1024L * 1024),
            _ => (text, 1L),
        };
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= int.MaxValue ? value * unit : null;
    }
}
