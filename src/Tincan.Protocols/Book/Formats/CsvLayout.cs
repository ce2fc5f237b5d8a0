using CsvHelper;

namespace Tincan.Protocols.Book.Formats;

/// <summary>The layout of a CSV file: its separator and its columns.</summary>
/// <param name="Separator">A comma; a semicolon in locales with a decimal comma; a tab in text copied from a spreadsheet.</param>
/// <param name="Columns">The columns of addresses and names.</param>
/// <param name="Headings">The number of rows before the entries.</param>
internal sealed record CsvLayout(char Separator, CsvColumns Columns, int Headings)
{
    /// <summary>The first line of files in which Excel states the separator.</summary>
    private const string SeparatorRow = "sep=";

    /// <summary>The longest row, in bytes: without an end quote, a row is the rest of the file.</summary>
    private const int MaxRow = 16 * 1024 * 1024;

    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>Detects the layout: the right separator puts a heading or an address into its own cell.</summary>
    /// <param name="csv">The file, which can seek.</param>
    public static CsvLayout Of(Stream csv) => Separators.Select(separator => Sure(csv, separator)).FirstOrDefault(static layout => layout is not null)
        ?? new CsvLayout(',', CsvColumns.Unnamed([]), 0);

    /// <summary>Reads a file from the beginning.</summary>
    /// <param name="csv">The file, which can seek. It stays open.</param>
    /// <param name="separator">The separator.</param>
    public static CsvReader Rows(Stream csv, char separator)
    {
        csv.Position = 0;
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = MaxRow,
        };
        return CsvReader.Create(csv, options, leaveOpen: true);
    }

    private static CsvLayout? Sure(Stream csv, char separator)
    {
        try
        {
            using var rows = Rows(csv, separator);
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
            // It may be valid with another separator; if not, reading the file reports the error.
        }

        return null;
    }
}
