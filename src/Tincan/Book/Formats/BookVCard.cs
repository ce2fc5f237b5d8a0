using System.Text;

namespace Tincan.Book.Formats;

/// <summary>vCard 3 (RFC 2426) and 4 (RFC 6350): of each card the addresses (<c>EMAIL</c>) and the name (<c>FN</c>, else what is in <c>N</c>).</summary>
/// <param name="version">The version that is written; both are read.</param>
internal sealed class BookVCard(int version) : IBookFormat
{
    private const int LineBytes = 75;

    /// <summary>Prefixes, given name, additional names, family name, suffixes.</summary>
    private static readonly int[] Spoken = [3, 1, 2, 0, 4];

    public string Name => $"vcard{version}";

    public IReadOnlyList<string> Extensions { get; } = version == 4 ? [".vcf", ".vcard"] : [];

    public IEnumerable<WrittenEntry> Read(Stream stream, string file)
    {
        Card? card = null;
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

                card = new Card(line);
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
        var name = Escape(entry.Name);
        string[] lines = version == 3
            ? ["BEGIN:VCARD", "VERSION:3.0", $"FN:{name}", $"N:{name};;;;", $"EMAIL;TYPE=INTERNET:{Escape(entry.Email)}", "END:VCARD"]
            : ["BEGIN:VCARD", "VERSION:4.0", $"FN:{name}", $"EMAIL:{Escape(entry.Email)}", "END:VCARD"];
        foreach (var line in lines)
        {
            FoldedLines.Write(line, LineBytes, "\r\n", output);
        }
    }

    private static bool IsMark(string text, string word) => text.TrimEnd().Equals($"{word}:VCARD", StringComparison.OrdinalIgnoreCase);

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal);

    private static string Unescape(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\' && at + 1 < text.Length)
            {
                c = text[++at] is 'n' or 'N' ? '\n' : text[at];
            }

            plain.Append(c);
        }

        return plain.ToString().Trim();
    }

    /// <summary>A card as far as it has been read.</summary>
    private sealed class Card(int begins)
    {
        private readonly List<(int Line, string Address)> _emails = [];
        private string? _formatted;
        private string? _structured;
        private string _version = "";
        private WrittenEntry? _bad;

        public WrittenEntry CutOff => WrittenEntry.Bad(begins, "the card has no end ('END:VCARD')");

        /// <summary><c>line = [group "."] name *(";" param) ":" value</c>; a colon in quotes is part of a param.</summary>
        public void Take(FoldedLine written)
        {
            var (line, text, problem) = written;
            if (ColonOf(text) is not (> 0 and var colon) || problem is not null)
            {
                _bad ??= WrittenEntry.Bad(line, problem ?? "expected 'NAME:value'");
                return;
            }

            var words = text[..colon].Split(';');
            var name = words[0][(words[0].LastIndexOf('.') + 1)..].ToUpperInvariant();
            if (name is not ("EMAIL" or "FN" or "N" or "VERSION"))
            {
                return;
            }

            if (words.Any(static word => word.StartsWith("ENCODING=", StringComparison.OrdinalIgnoreCase)))
            {
                _bad ??= WrittenEntry.Bad(line, $"the value of {name} is encoded; write it as UTF-8");
                return;
            }

            Take(line, name, text[(colon + 1)..]);
        }

        public IEnumerable<WrittenEntry> Entries()
        {
            if (_version is not ("3.0" or "4.0"))
            {
                return [WrittenEntry.Bad(begins, $"the card is of version '{Visible.Text(_version)}'; versions 3.0 and 4.0 are read")];
            }

            if (_bad is { } bad)
            {
                return [bad];
            }

            var name = _formatted ?? _structured ?? "";
            return _emails.Count == 0
                ? [WrittenEntry.Bad(begins, "the card has no address ('EMAIL')")]
                : _emails.Select(email => new WrittenEntry(email.Line, new BookEntry(email.Address, name)));
        }

        private void Take(int line, string name, string value)
        {
            switch (name)
            {
                case "EMAIL":
                    _emails.Add((line, Unescape(value)));
                    break;
                case "FN":
                    _formatted = _formatted is { Length: > 0 } ? _formatted : Unescape(value);
                    break;
                case "N":
                    _structured ??= Structured(value);
                    break;
                default:
                    _version = value.Trim();
                    break;
            }
        }

        /// <summary><c>family;given;additional;prefixes;suffixes</c>, as it is spoken.</summary>
        private static string Structured(string value)
        {
            var parts = new List<string>();
            var begin = 0;
            for (var at = 0; at < value.Length; at++)
            {
                if (value[at] == '\\')
                {
                    // Whatever is behind it separates nothing.
                    at++;
                }
                else if (value[at] == ';')
                {
                    parts.Add(Unescape(value.AsSpan(begin, at - begin)));
                    begin = at + 1;
                }
            }

            parts.Add(Unescape(value.AsSpan(begin)));
            return string.Join(' ', Spoken.Where(part => part < parts.Count && parts[part].Length > 0).Select(part => parts[part]));
        }

        private static int ColonOf(string text)
        {
            var inQuotes = false;
            for (var at = 0; at < text.Length; at++)
            {
                inQuotes ^= text[at] == '"';
                if (text[at] == ':' && !inQuotes)
                {
                    return at;
                }
            }

            return -1;
        }
    }
}
