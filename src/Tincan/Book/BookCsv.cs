using System.Text;
using CsvHelper;

namespace Tincan.Book;

/// <summary>Reads the rows of a book: <c>email,name</c> (RFC 4180), UTF-8, with or without that header.</summary>
internal static class BookCsv
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        HasHeader = false,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    public static IEnumerable<(int Line, string Email, string Name)> Read(byte[] csv, string file)
    {
        ThrowUnlessUtf8(csv, file);
        using var rows = CsvReader.Create(csv, Options);
        var first = true;
        while (Next(rows, file))
        {
            var line = (int)rows.LineNumber;
            if (rows.FieldCount != 2)
            {
                throw new BadFileException(file, line, $"expected two columns, 'email,name', not {rows.FieldCount}");
            }

            var (email, name) = (rows.GetString(0).Trim(), rows.GetString(1).Trim());
            if (!first || !IsHeader(email, name))
            {
                yield return (line, email, name);
            }

            first = false;
        }
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
        var good = 0;
        while (good < csv.Length)
        {
            if (Rune.DecodeFromUtf8(csv[good..], out _, out var count) != System.Buffers.OperationStatus.Done)
            {
                throw new BadFileException(file, csv[..good].Count((byte)'\n') + 1, $"not UTF-8: byte 0x{csv[good]:X2}");
            }

            good += count;
        }
    }

    private static bool IsHeader(string email, string name) =>
        email.Equals("email", StringComparison.OrdinalIgnoreCase) && name.Equals("name", StringComparison.OrdinalIgnoreCase);
}
