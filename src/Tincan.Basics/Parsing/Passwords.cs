using System.Text.RegularExpressions;

namespace Tincan.Parsing;

/// <summary>Masks passwords, tokens and keys in text that is shown in errors and logs.</summary>
public static partial class Passwords
{
    private const string Secret = "secret";

    /// <summary>Replaces a password in a sentence, and does not reveal its length.</summary>
    private const string Mask = "***";

    /// <summary>The name before a secret in <c>?password=…</c> and in connection strings.</summary>
    private const string Named = $"""\b(?:{Names})\s*=\s*""";

    private const string Names = "password|passwd|pwd|passphrase|secret|token|api[_-]?key";

    private static readonly string[] Databases = ["postgres:", "postgresql:"];

    /// <summary>
    /// Replaces each byte of a password by an asterisk: in <c>scheme://user:PASSWORD@host</c> and <c>?password=PASSWORD</c>. The address of a database is
    /// masked up to the closing quote, because an invalid address does not tell where its password is.
    /// </summary>
    /// <param name="line">A line of JSON, which may have escapes.</param>
    public static byte[] Hidden(ReadOnlySpan<byte> line)
    {
        var hidden = line.ToArray();
        for (var at = 0; at < line.Length; at++)
        {
            if (EndOfScheme(line[at..]) is var scheme and > 0)
            {
                var address = at + scheme;
                at = address + EndOfText(line[address..]);
                hidden.AsSpan(address..at).Fill((byte)'*');
            }
        }

        foreach (Match match in InAddresses().Matches(Encoding.Latin1.GetString(line)))
        {
            hidden.AsSpan(match.Groups[Secret].Index, match.Groups[Secret].Length).Fill((byte)'*');
        }

        return hidden;
    }

    /// <summary>Masks the secrets in a sentence: in <c>scheme://user:PASSWORD@host</c> and <c>password=PASSWORD</c>.</summary>
    /// <param name="sentence">An error, a log line, a setting.</param>
    public static string Hidden(string sentence) =>
        sentence.AsSpan().ContainsAny('@', '=') ? InSentences().Replace(sentence, static match => match.Value.Replace(match.Groups[Secret].Value, Mask, StringComparison.Ordinal)) : sentence;

    /// <summary>Masks the secrets in a command line, including <c>--password=PASSWORD</c> and <c>--password PASSWORD</c>.</summary>
    /// <param name="command">The arguments.</param>
    public static IEnumerable<string> HiddenWords(IEnumerable<string> command)
    {
        var isNamed = false;
        foreach (var word in command)
        {
            yield return isNamed && !word.StartsWith('-') ? Mask : Hidden(word);
            isNamed = Options().IsMatch(word);
        }
    }

    /// <summary>The length of a database's scheme at the beginning of a text; 0 if there is none.</summary>
    private static int EndOfScheme(ReadOnlySpan<byte> line)
    {
        foreach (var scheme in Databases)
        {
            var at = 0;
            var isScheme = true;
            for (var letter = 0; isScheme && letter < scheme.Length; letter++)
            {
                var (found, length) = Letter(line[at..]);
                isScheme = char.ToLowerInvariant(found) == scheme[letter];
                at += length;
            }

            if (isScheme)
            {
                return line[at..].StartsWith("//"u8) ? at + 2 : at;
            }
        }

        return 0;
    }

    /// <summary>The first letter of a JSON string, and its length in bytes: it may be written <c>\u0070</c>.</summary>
    private static (char Letter, int Length) Letter(ReadOnlySpan<byte> text) => text switch
    {
        [] => default,
        [(byte)'\\', (byte)'u', _, _, _, _, ..]
            when ushort.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) => ((char)code, 6),
        [var letter, ..] => ((char)letter, 1),
    };

    /// <summary>The index of the quote that ends a JSON string.</summary>
    private static int EndOfText(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && text[at] != '"')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at, text.Length);
    }

    // Up to the last @ before the quote, because a password may have an @ that should be %40. NonBacktracking: linear in any input.
    [GeneratedRegex($$""":/+[^\s"/@:]*:(?<{{Secret}}>(?:[^"\\]|\\.)+)@|{{Named}}(?<{{Secret}}>(?:'|\\u0027)[^"]*|[^\s"'&;,]+)""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex InAddresses();

    [GeneratedRegex($"^--?(?:[a-z]+-)*(?:{Names})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Options();

    // In a sentence an address ends with the word: an @ in a later word does not belong to it.
    [GeneratedRegex($$""":/+[^\s"/@:]*:(?<{{Secret}}>[^\s"]+)@|{{Named}}(?<{{Secret}}>'[^']*'|[^\s"'&;,]+)""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex InSentences();
}
