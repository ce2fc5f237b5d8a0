namespace Tincan.Parsing;

/// <summary>A cell of a CSV file (RFC 4180).</summary>
/// <remarks>
/// A spreadsheet treats a cell that begins with <c>= + - @</c>, a tab or a CR as a formula. Such a cell is written after an apostrophe, which means
/// "this is text" to a spreadsheet.
/// </remarks>
public static class CsvCell
{
    /// <summary>A cell as it is written: with quotes if it needs them, and never as a formula.</summary>
    public static string Of(string text)
    {
        var guarded = IsGuarded(text) ? $"'{text}" : text;
        return guarded.AsSpan().IndexOfAny(",\"\r\n") < 0 ? guarded : $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Whether a formula would begin after any apostrophes.</summary>
    public static bool IsGuarded(string text) => text.AsSpan().TrimStart('\'') is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
}
