namespace Tincan.Protocols.Book.Formats;

/// <summary>LDIF (RFC 2849): the addresses (<c>mail</c>) and the name (<c>displayName</c>, else <c>cn</c>, else <c>givenName</c> and <c>sn</c>) of each record.</summary>
internal sealed class BookLdif : IBookFormat
{
    private const int LineBytes = 76;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Name => "ldif";

    public IReadOnlyList<string> Extensions { get; } = [".ldif", ".ldi"];

    public IEnumerable<WrittenEntry> Read(Stream stream, string file)
    {
        var record = new Record();
        // A record ends with a blank line or at the end of the file.
        foreach (var line in FoldedLines.Read(stream, file, " ").Append(default))
        {
            if (line.Text is { Length: > 0 })
            {
                record.Take(line);
                continue;
            }

            foreach (var written in record.Entries())
            {
                yield return written;
            }

            record = new Record();
        }
    }

    public void WriteStart(TextWriter output) => output.Write("version: 1\n");

    public void Write(BookEntry entry, TextWriter output)
    {
        output.Write('\n');
        WriteAttribute("dn", $"mail={EscapeName(entry.Email)}", output);
        output.Write("objectClass: inetOrgPerson\n");
        WriteAttribute("mail", entry.Email, output);
        WriteAttribute("cn", entry.Name, output);
        WriteAttribute("sn", entry.Name, output);
    }

    private static void WriteAttribute(string name, string value, TextWriter output) => FoldedLines.Write(
        IsSafe(value) ? $"{name}: {value}" : $"{name}:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}", LineBytes, "\n", output);

    /// <summary>Whether a value is a SAFE-STRING: ASCII without NUL, LF and CR, not beginning with a space, a colon or &lt;, and not ending with a space.</summary>
    private static bool IsSafe(string value) =>
        value is not ([' ' or ':' or '<', ..] or [.., ' ']) && value.All(static c => c is > '\0' and <= '\x7F' and not ('\n' or '\r'));

    /// <summary>Escapes a value for a distinguished name (RFC 4514).</summary>
    private static string EscapeName(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            escaped.Append(c is '"' or '+' or ',' or ';' or '<' or '>' or '\\' || (escaped.Length == 0 && c is '#' or ' ') ? $"\\{c}" : c.ToString());
        }

        return escaped.ToString();
    }

    /// <summary>A record that is being read.</summary>
    private sealed class Record
    {
        private readonly List<(int Line, string Address)> _mails = [];
        private readonly List<WrittenEntry> _bad = [];
        private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
        private int _begins;

        public void Take(FoldedLine written)
        {
            var (line, text, problem) = written;
            if (text[0] == '#')
            {
                return;
            }

            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || problem is not null)
            {
                _begins = _begins == 0 ? line : _begins;
                _bad.Add(WrittenEntry.Bad(line, problem ?? "expected 'attribute: value'"));
                return;
            }

            // An attribute may have options, such as ;lang-en.
            var name = text[..colon].Split(';')[0].ToUpperInvariant();
            if (name == "VERSION" && _begins == 0)
            {
                return;
            }

            _begins = _begins == 0 ? line : _begins;
            if (name is "MAIL" or "RFC822MAILBOX" or "MOZILLASECONDEMAIL" or "DISPLAYNAME" or "CN" or "GIVENNAME" or "SN" or "CHANGETYPE")
            {
                Take(line, name, text[(colon + 1)..]);
            }
        }

        public IEnumerable<WrittenEntry> Entries()
        {
            if (_begins == 0)
            {
                return [];
            }

            var name = _names.GetValueOrDefault("DISPLAYNAME") ?? _names.GetValueOrDefault("CN")
                ?? string.Join(' ', new[] { _names.GetValueOrDefault("GIVENNAME"), _names.GetValueOrDefault("SN") }.OfType<string>());
            if (_names.GetValueOrDefault("CHANGETYPE") is { } change && !change.Equals("add", StringComparison.OrdinalIgnoreCase))
            {
                return [WrittenEntry.Bad(_begins, $"the record is a change ('{Escape.ForTerminal(change)}'), not an entry")];
            }

            // If the name could not be read, the addresses are not added without it.
            return _bad.Count > 0 && (name.Length == 0 || _mails.Count == 0) ? _bad : _bad.Concat(WrittenEntry.OfContact(_begins, _mails, name));
        }

        private void Take(int line, string name, string written)
        {
            if (!TryRead(written, out var value, out var problem))
            {
                _bad.Add(WrittenEntry.Bad(line, problem));
            }
            else if (name is "MAIL" or "RFC822MAILBOX" or "MOZILLASECONDEMAIL")
            {
                _mails.Add((line, value));
            }
            else
            {
                _names.TryAdd(name, value);
            }
        }

        private static bool TryRead(string written, out string value, out string problem)
        {
            (value, problem) = ("", "");
            switch (written)
            {
                case [':', ..]:
                    try
                    {
                        value = Strict.GetString(Convert.FromBase64String(written[1..])).Trim();
                        return true;
                    }
                    catch (Exception error) when (error is FormatException or DecoderFallbackException)
                    {
                        problem = error is FormatException ? "the value is not base64" : "the value is not UTF-8";
                        return false;
                    }

                case ['<', ..]:
                    problem = "the value lies elsewhere (a URL); nothing is fetched";
                    return false;
                default:
                    value = written.Trim();
                    return true;
            }
        }
    }
}
