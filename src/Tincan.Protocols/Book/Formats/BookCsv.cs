using CsvHelper;
using Tincan.Files;
using Tincan.Parsing;

namespace Tincan.Protocols.Book.Formats;

/// <summary>
/// Books as CSV: <c>email,name</c> (RFC 4180), UTF-8. Also reads files without that header, in the other order, with semicolons or tabs, and contacts
/// with the headings of common address books.
/// </summary>
/// <remarks>A cell that a spreadsheet would take for a formula is written after an apostrophe (<see cref="CsvCell"/>). Reading removes one apostrophe, so that every cell is read as it was.</remarks>
internal sealed class BookCsv : IBookFormat
{
    public string Name => "csv";

    public IReadOnlyList<string> Extensions { get; } = [".csv"];

    /// <summary>Reads entries.</summary>
    /// <param name="csv">The file's bytes.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="plain">Called with each plain entry; if it takes it, the entry is not returned. Defaults to null: all are returned.</param>
    public static IEnumerable<WrittenEntry> Read(byte[] csv, string file, PlainEntry? plain = null)
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
            if (row < layout.Headings || (plain is not null && layout.Columns.IsPlain(rows, plain)))
            {
                continue;
            }

            foreach (var entry in layout.Columns.Entries((int)rows.LineNumber, column => Cell(rows, column), rows.FieldCount))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Checks that nothing is lost if a file is written again as a book.</summary>
    /// <exception cref="BadFileException">The file has other columns than a book.</exception>
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
        output.Write($"{CsvCell.Of(entry.Email)},{CsvCell.Of(entry.Name)}\n");
    }

    private static string Cell(CsvReader rows, int column)
    {
        var cell = column < rows.FieldCount ? rows.GetString(column).Trim() : "";
        return cell.StartsWith('\'') && CsvCell.IsGuarded(cell) ? cell[1..] : cell;
    }

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
