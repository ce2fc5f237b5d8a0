namespace Tincan.Protocols.Book.Formats;

/// <summary>A card that is being read.</summary>
/// <param name="begins">The number of its first line.</param>
internal sealed class VCard(int begins)
{
    private static readonly string[] Versions = ["2.1", "3.0", "4.0"];

    /// <summary>The spoken order of the components: prefixes, given name, additional names, family name, suffixes.</summary>
    private static readonly int[] Spoken = [3, 1, 2, 0, 4];

    private readonly List<(int Line, string Address)> _emails = [];

    /// <summary>The first non-empty value of each property that can be the name.</summary>
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private string _version = "";
    private WrittenEntry? _bad;
    private (int Line, string Text)? _unfinished;

    /// <summary>The problem of a card that has no end.</summary>
    public WrittenEntry CutOff => WrittenEntry.Bad(begins, "the card has no end ('END:VCARD')");

    /// <summary>Adds a line.</summary>
    public void Take(FoldedLine written)
    {
        var (line, text, problem) = written;
        if (_unfinished is { } before)
        {
            (line, text) = (before.Line, before.Text[..^1] + text);
            _unfinished = null;
        }

        if (VCardValue.Of(text) is not { } value)
        {
            _bad ??= WrittenEntry.Bad(line, problem ?? "expected 'NAME:value'");
        }
        else if (value.GoesOn)
        {
            _unfinished = (line, text);
        }
        else if (value.Name is "EMAIL" or "FN" or "N" or "NICKNAME" or "ORG" or "VERSION")
        {
            if (problem is null)
            {
                Take(line, value);
            }
            else
            {
                _bad ??= WrittenEntry.Bad(line, problem);
            }
        }
    }

    /// <summary>The card's entries, one for each address.</summary>
    public IEnumerable<WrittenEntry> Entries()
    {
        if (!Versions.Contains(_version))
        {
            return [WrittenEntry.Bad(begins, $"the card is of version '{Escape.ForTerminal(_version)}'; versions 2.1, 3.0 and 4.0 are read")];
        }

        if (_unfinished is { } unfinished)
        {
            return [WrittenEntry.Bad(unfinished.Line, "a line that ends with '=' has no next line")];
        }

        var name = _names.GetValueOrDefault("FN") ?? _names.GetValueOrDefault("N") ?? _names.GetValueOrDefault("NICKNAME") ?? _names.GetValueOrDefault("ORG");
        return _bad is { } bad ? [bad] : WrittenEntry.OfContact(begins, _emails, name);
    }

    private void Take(int line, VCardValue value)
    {
        string text;
        try
        {
            text = value.Decode();
        }
        catch (FormatException error)
        {
            _bad ??= WrittenEntry.Bad(line, error.Message);
            return;
        }

        switch (value.Name)
        {
            case "EMAIL":
                _emails.Add((line, Unescape(text)));
                break;
            case "VERSION":
                _version = text.Trim();
                break;
            case "N":
                Name("N", Structured(text));
                break;
            default:
                // ORG = company ";" department: the name of a card that has no other.
                Name(value.Name, value.Name == "ORG" ? Components(text)[0] : Unescape(text));
                break;
        }
    }

    private void Name(string property, string name)
    {
        if (name.Length > 0)
        {
            _names.TryAdd(property, name);
        }
    }

    /// <summary>Puts <c>family;given;additional;prefixes;suffixes</c> into spoken order.</summary>
    private static string Structured(string value)
    {
        var parts = Components(value);
        return string.Join(' ', Spoken.Where(part => part < parts.Count && parts[part].Length > 0).Select(part => parts[part]));
    }

    /// <summary>Splits at semicolons that are not escaped.</summary>
    private static List<string> Components(string value)
    {
        var parts = new List<string>();
        var begin = 0;
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] == '\\')
            {
                // An escaped semicolon is not a separator.
                at++;
            }
            else if (value[at] == ';')
            {
                parts.Add(Unescape(value.AsSpan(begin, at - begin)));
                begin = at + 1;
            }
        }

        parts.Add(Unescape(value.AsSpan(begin)));
        return parts;
    }

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
}
