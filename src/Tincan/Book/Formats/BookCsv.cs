using CsvHelper;

namespace Tincan.Book.Formats;

/// <summary>The rows of a book: <c>email,name</c> (RFC 4180), UTF-8, read with or without that header.</summary>
/// <remarks>
/// A spreadsheet takes a cell that begins with <c>= + - @</c>, a tab or a CR for a formula. Such a cell is written with an apostrophe before it,
/// which a spreadsheet takes for "this is text"; reading takes one apostrophe off again, so every cell comes back as it was.
/// </remarks>
internal sealed class BookCsv : IBookFormat
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        HasHeader = false,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    public string Name => "csv";

    public IReadOnlyList<string> Extensions { get; } = [".csv"];

    public static IEnumerable<WrittenEntry> Read(byte[] csv, string file)
    {
        ThrowUnlessUtf8(csv, file);
        using var rows = CsvReader.Create(csv, Options);
        var first = true;
        while (Next(rows, file))
        {
            var line = (int)rows.LineNumber;
            if (rows.FieldCount != 2)
            {
                yield return WrittenEntry.Bad(line, $"expected two columns, 'email,name', not {rows.FieldCount}");
            }
            else if (Cell(rows, 0) is var email && Cell(rows, 1) is var name && (!first || !IsHeader(email, name)))
            {
                yield return new(line, new BookEntry(email, name));
            }

            first = false;
        }
    }

    public IEnumerable<WrittenEntry> Read(Stream stream, string file) => Read(WholeFile.Read(stream, file), file);

    public void WriteStart(TextWriter output) => output.Write("email,name\n");

    public void Write(BookEntry entry, TextWriter output)
    {
        WriteCell(entry.Email, output);
        output.Write(',');
        WriteCell(entry.Name, output);
        output.Write('\n');
    }

    private static string Cell(CsvReader rows, int column)
    {
        var cell = rows.GetString(column).Trim();
        return cell.StartsWith('\'') && IsGuarded(cell) ? cell[1..] : cell;
    }

    private static void WriteCell(string cell, TextWriter output)
    {
        var guarded = IsGuarded(cell) ? $"'{cell}" : cell;
        output.Write(guarded.AsSpan().IndexOfAny(",\"\r\n") < 0 ? guarded : $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    /// <summary>Whether behind apostrophes, if there are any, a formula would begin.</summary>
    private static bool IsGuarded(string cell) => cell.AsSpan().TrimStart('\'') is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];

    private static bool Next(CsvReader rows, string file)
    {
        try
        {
            return rows.Read();
        }
        catch (CsvFormatException error)
        {
            throw new BadFileException(file, (int)error.LineNumber, $"not RFC 4180: {error.Message}", error);
        }
    }

    private static void ThrowUnlessUtf8(ReadOnlySpan<byte> csv, string file)
    {
        if (Utf8Text.Problem(csv, out var offset) is { } problem)
        {
            throw new BadFileException(file, csv[..offset].Count((byte)'\n') + 1, problem);
        }
    }

    private static bool IsHeader(string email, string name) =>
        email.Equals("email", StringComparison.OrdinalIgnoreCase) && name.Equals("name", StringComparison.OrdinalIgnoreCase);
}
