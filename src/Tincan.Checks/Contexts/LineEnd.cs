namespace Tincan.Checks.Contexts;

/// <summary>Finds line ends in bytes.</summary>
internal static class LineEnd
{
    /// <summary>All dialects with a line end, the longest first.</summary>
    private static readonly Dialect[] Known = [Dialect.CrLf, Dialect.Lf, Dialect.Nul];

    /// <summary>The line end at the end of the bytes; <see cref="Dialect.Raw"/> if there is none.</summary>
    public static Dialect Of(ReadOnlySpan<byte> bytes)
    {
        foreach (var dialect in Known)
        {
            if (bytes.EndsWith(dialect.Terminator()))
            {
                return dialect;
            }
        }

        return Dialect.Raw;
    }

    /// <summary>The text of a message, without its line end.</summary>
    public static string TextOf(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..^LengthAtEnd(bytes)]);

    /// <summary>The length of the line end at the end of the bytes; 0 if there is none.</summary>
    public static int LengthAtEnd(ReadOnlySpan<byte> bytes) => Of(bytes).Terminator().Length;

    /// <summary>The length of the line end at the start of the bytes; 0 if there is none.</summary>
    public static int LengthAtStart(ReadOnlySpan<byte> bytes)
    {
        foreach (var dialect in Known)
        {
            if (bytes.StartsWith(dialect.Terminator()))
            {
                return dialect.Terminator().Length;
            }
        }

        return 0;
    }
}
