namespace Tincan.Pages.Expressions;

/// <summary>What a backslash and the characters after it stand for, in messages and in quotes.</summary>
public static class TextEscape
{
    /// <summary>Reads one.</summary>
    /// <param name="source">The page.</param>
    /// <param name="at">Where the backslash is; then after it.</param>
    /// <param name="end">Where the text ends.</param>
    public static ByteText Read(SourceText source, ref int at, int end)
    {
        var start = at;
        var kind = at + 1 < end ? (char)source.Bytes[at + 1] : '\0';
        at += 2;
        switch (kind)
        {
            case 'n':
                return new("\n");
            case 'r':
                return new("\r");
            case 't':
                return new("\t");
            case '0':
                return new("\0");
            case '\\' or '"' or '$' or '/' or '[' or '.':
                return new(kind.ToString());
            case 'x' when TryHex(source, at, 2, end, out var value):
                at += 2;
                return new(((char)value).ToString());
            case 'u' when TryHex(source, at, 4, end, out var value) && Rune.TryCreate(value, out var rune):
                at += 4;
                return ByteText.FromUtf8(rune.ToString());
            default:
                throw source.Error(start, @"a backslash begins \n, \r, \t, \0, \xHH, \uHHHH, \\, \"", \$, \/, \[ or \.: write \\ for a backslash");
        }
    }

    private static bool TryHex(SourceText source, int at, int digits, int end, out int value)
    {
        value = 0;
        return at + digits <= end
            && int.TryParse(source.Word(at, at + digits).Text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
