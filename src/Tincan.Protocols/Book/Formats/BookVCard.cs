namespace Tincan.Protocols.Book.Formats;

/// <summary>vCard 2.1, 3 (RFC 2426) and 4 (RFC 6350): the addresses (<c>EMAIL</c>) and the name of each card.</summary>
/// <param name="version">The version to write, 3 or 4. All three are read.</param>
internal sealed class BookVCard(int version) : IBookFormat
{
    private const int LineBytes = 75;

    public string Name => $"vcard{version}";

    public IReadOnlyList<string> Extensions { get; } = version == 4 ? [".vcf", ".vcard"] : [];

    public IEnumerable<WrittenEntry> Read(Stream stream, string file)
    {
        VCard? card = null;
        foreach (var written in FoldedLines.Read(stream, file, " \t"))
        {
            var (line, text, _) = written;
            if (text.Length == 0)
            {
                continue;
            }

            if (IsMark(text, "BEGIN"))
            {
                if (card is not null)
                {
                    yield return card.CutOff;
                }

                card = new VCard(line);
            }
            else if (card is null)
            {
                throw new BadFileException(file, line, "expected 'BEGIN:VCARD'");
            }
            else if (!IsMark(text, "END"))
            {
                card.Take(written);
            }
            else
            {
                foreach (var entry in card.Entries())
                {
                    yield return entry;
                }

                card = null;
            }
        }

        if (card is not null)
        {
            yield return card.CutOff;
        }
    }

    public void WriteStart(TextWriter output)
    {
        // A card stands by itself.
    }

    public void Write(BookEntry entry, TextWriter output)
    {
        var name = EscapeForVCard(entry.Name);
        string[] lines = version == 3
            ? ["BEGIN:VCARD", "VERSION:3.0", $"FN:{name}", $"N:{name};;;;", $"EMAIL;TYPE=INTERNET:{EscapeForVCard(entry.Email)}", "END:VCARD"]
            : ["BEGIN:VCARD", "VERSION:4.0", $"FN:{name}", $"EMAIL:{EscapeForVCard(entry.Email)}", "END:VCARD"];
        foreach (var line in lines)
        {
            FoldedLines.Write(line, LineBytes, "\r\n", output);
        }
    }

    private static bool IsMark(string text, string word) => text.TrimEnd().Equals($"{word}:VCARD", StringComparison.OrdinalIgnoreCase);

    private static string EscapeForVCard(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal);
}
