using CsvHelper;

namespace Tincan.Protocols.Book.Formats;

/// <summary>How a CSV file is laid out: what separates its cells, and what its columns are.</summary>
/// <param name="Separator">A comma; a semicolon where the comma is the decimal point; a tab in text that was copied out of a spreadsheet.</param>
/// <param name="Columns">Where addresses and names are.</param>
/// <param name="Headings">How many rows come before the entries.</param>
internal sealed record CsvLayout(char Separator, CsvColumns Columns, int Headings)
{
    /// <summary>The first line of files in which Excel states the separator.</summary>
    private const string SeparatorRow = "sep=";

    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>Finds out how a file is laid out: the separator that leaves a heading or an address in a cell of its own.</summary>
    /// <param name="csv">The file's bytes.</param>
    public static CsvLayout Of(byte[] csv) => Separators.Select(separator => Sure(csv, separator)).FirstOrDefault(static layout => layout is not null)
        ?? new CsvLayout(',', CsvColumns.Unnamed([]), 0);

    /// <summary>How to read such a file.</summary>
    /// <param name="separator">What separates cells.</param>
    public static CsvReaderOptions Options(char separator) => new()
    {
        Separator = separator,
        HasHeader = false,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    private static CsvLayout? Sure(byte[] csv, char separator)
    {
        try
        {
            using var rows = CsvReader.Create(csv, Options(separator));
            var before = 0;
            while (rows.Read())
            {
                var first = Enumerable.Range(0, rows.FieldCount).Select(column => rows.GetString(column).Trim()).ToList();
                if (before == 0 && first[0].StartsWith(SeparatorRow, StringComparison.OrdinalIgnoreCase))
                {
                    before++;
                    continue;
                }

                return CsvColumns.Headed(first) is { } headed ? new(separator, headed, before + 1)
                    : first.Count > 1 && first.Any(CsvColumns.IsAddress) ? new(separator, CsvColumns.Unnamed(first), before)
                    : null;
            }
        }
        catch (CsvFormatException)
        {
            // With another separator it may be well formed; if not, reading it says what is wrong.
        }

        return null;
    }
}
