using CsvHelper;
using Tincan.Files;

namespace Tincan.Protocols.Book.Formats;

/// <summary>
/// The rows of a book: <c>email,name</c> (RFC 4180), UTF-8. Read with or without that header, in either order, with semicolons or tabs too, and
/// as contacts by the headings that address books write.
/// </summary>
/// <remarks>
/// A spreadsheet takes a cell that begins with <c>= + - @</c>, a tab or a CR for a formula. Such a cell is written with an apostrophe before it,
/// which a spreadsheet takes for "this is text"; reading takes one apostrophe off again, so every cell comes back as it was.
/// </remarks>
internal sealed class BookCsv : IBookFormat
{
    public string Name => "csv";

    public IReadOnlyList<string> Extensions { get; } = [".csv"];

    public static IEnumerable<WrittenEntry> Read(byte[] csv, string file)
    {
        ThrowUnlessUtf8(csv, file);
        var layout = CsvLayout.Of(csv);
        if (layout.Columns.HasNoNames)
        {
            throw new BadFileException(file, layout.Headings, "no column holds names: none is headed 'name' or 'first name'");
        }

        using var rows = CsvReader.Create(csv, CsvLayout.Options(layout.Separator));
        for (var row = 0; Next(rows, file); row++)
        {
            if (row < layout.Headings)
            {
                continue;
            }

            foreach (var entry in layout.Columns.Entries((int)rows.LineNumber, column => Cell(rows, column), rows.FieldCount))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Makes sure that nothing of a file is lost when it is written again as a book.</summary>
    /// <exception cref="BadFileException">It has columns that a book does not have.</exception>
    public static void ThrowUnlessBook(byte[] csv, string file)
    {
        if (!CsvLayout.Of(csv).Columns.IsBook)
        {
            throw new BadFileException(file, 1, "it has columns that a book does not keep; import it into a book of its own ('tincan book import')");
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
        var cell = column < rows.FieldCount ? rows.GetString(column).Trim() : "";
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
        Utf8Text.SkipMark(csv, file);
        if (Utf8Text.Problem(csv, out var offset) is { } problem)
        {
            throw new BadFileException(file, csv[..offset].Count((byte)'\n') + 1, problem);
        }
    }
}
