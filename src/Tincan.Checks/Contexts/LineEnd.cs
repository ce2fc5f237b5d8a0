namespace Tincan.Checks.Contexts;

/// <summary>Line ends as they are found in bytes.</summary>
internal static class LineEnd
{
    /// <summary>Every dialect with a line end, the longest first.</summary>
    private static readonly Dialect[] Known = [Dialect.CrLf, Dialect.Lf, Dialect.Nul];

    /// <summary>How these bytes end; <see cref="Dialect.Raw"/> without a line end.</summary>
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

    /// <summary>How long the line end is at the end of these bytes; 0 if there is none.</summary>
    public static int LengthAtEnd(ReadOnlySpan<byte> bytes) => Of(bytes).Terminator().Length;

    /// <summary>How long the line end is at their beginning; 0 if there is none.</summary>
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
