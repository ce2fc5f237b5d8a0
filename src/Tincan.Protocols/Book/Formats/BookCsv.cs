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
    private const int ChunkSize = 256 * 1024;

    /// <summary>Fewer bytes than most entries have: no memory is taken for lines that are hardly entries.</summary>
    private const int ShortEntry = 24;

    public string Name => "csv";

    public IReadOnlyList<string> Extensions { get; } = [".csv"];

    /// <summary>Reads entries.</summary>
    /// <param name="csv">The file, which can seek.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="plain">Takes plain entries, which are not returned then. Defaults to null: all are returned.</param>
    public static IEnumerable<WrittenEntry> ReadSeekable(Stream csv, string file, IPlainEntries? plain = null)
    {
        var lines = LinesIfUtf8(csv, file);
        plain?.Expect((int)Math.Min(lines, csv.Length / ShortEntry));
        var layout = CsvLayout.Of(csv);
        if (layout.Columns.HasNoNames)
        {
            throw new BadFileException(file, layout.Headings, "no column holds names: none is headed 'name' or 'first name'");
        }

        using var rows = CsvLayout.Rows(csv, layout.Separator);
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
    public static void ThrowUnlessBook(Stream csv, string file)
    {
        if (!CsvLayout.Of(csv).Columns.IsBook)
        {
            throw new BadFileException(file, 1, "it has columns that a book does not keep; import it into a book of its own ('tincan book import')");
        }
    }

    public IEnumerable<WrittenEntry> Read(Stream stream, string file) => ReadSeekable(new MemoryStream(WholeFile.Read(stream, file)), file);

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
        catch (IOException error)
        {
            throw WholeFile.Unreadable(file, error);
        }
        catch (CsvFormatException error)
        {
            throw new BadFileException(file, (int)error.LineNumber, $"not RFC 4180: {error.Message}", error);
        }
    }

    /// <summary>Checks that a file is UTF-8, and counts its lines.</summary>
    private static long LinesIfUtf8(Stream csv, string file)
    {
        csv.Position = 0;
        var (lines, kept) = (0L, 0);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (var isFirst = true; ; isFirst = false)
            {
                var count = csv.ReadAtLeast(buffer.AsSpan(kept), 1, throwOnEndOfStream: false);
                var text = buffer.AsSpan(0, kept + count);
                if (isFirst)
                {
                    Utf8Text.SkipMark(text, file);
                }

                // A character may go on in the next chunk.
                kept = count == 0 ? 0 : Utf8Text.CutOffLength(text);
                var whole = text[..^kept];
                if (Utf8Text.Problem(whole, out var offset) is { } problem)
                {
                    throw new BadFileException(file, (int)lines + whole[..offset].Count((byte)'\n') + 1, problem);
                }

                lines += whole.Count((byte)'\n');
                if (count == 0)
                {
                    return lines;
                }

                text[^kept..].CopyTo(buffer);
            }
        }
        catch (IOException error)
        {
            throw WholeFile.Unreadable(file, error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
