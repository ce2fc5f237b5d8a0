using System.Text.RegularExpressions;

namespace Tincan.Parsing;

/// <summary>Passwords in addresses, which a line that is shown for a mistake in it must not give away: errors end in logs.</summary>
public static partial class Passwords
{
    private const string Secret = "secret";

    /// <summary>What a sentence has in place of a password: its length is nobody's business.</summary>
    private const string Mask = "***";

    /// <summary>What is before a secret in <c>?password=…</c> and in connection strings.</summary>
    private const string Named = $"""\b(?:{Names})\s*=\s*""";

    private const string Names = "password|passwd|pwd|passphrase|secret|token|api[_-]?key";

    private static readonly string[] Databases = ["postgres:", "postgresql:"];

    /// <summary>
    /// A line with an asterisk for each byte of a password: of <c>scheme://user:PASSWORD@host</c>, or of <c>?password=PASSWORD</c>. Of the address of a
    /// database, in whatever escapes of JSON, nothing is shown up to the quote that ends it: where in it a password stands only shows if nothing is wrong with it.
    /// </summary>
    /// <param name="line">The line; Latin-1 keeps a character for each byte.</param>
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

    /// <summary>A sentence without the passwords, tokens and keys in it: of <c>scheme://user:PASSWORD@host</c>, and of <c>password=PASSWORD</c>.</summary>
    /// <param name="sentence">An error, a line of a log, a setting that is shown.</param>
    public static string Hidden(string sentence) =>
        sentence.AsSpan().ContainsAny('@', '=') ? InSentences().Replace(sentence, static match => match.Value.Replace(match.Groups[Secret].Value, Mask, StringComparison.Ordinal)) : sentence;

    /// <summary>The words of a command without the passwords, tokens and keys in them: <c>--password=PASSWORD</c> and <c>--password PASSWORD</c>, too.</summary>
    /// <param name="command">The words.</param>
    public static IEnumerable<string> HiddenWords(IEnumerable<string> command)
    {
        var isNamed = false;
        foreach (var word in command)
        {
            yield return isNamed && !word.StartsWith('-') ? Mask : Hidden(word);
            isNamed = Options().IsMatch(word);
        }
    }

    /// <summary>Where the address of a database begins behind its scheme; 0 if there is none here.</summary>
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

    /// <summary>The letter that a text of JSON begins with, and how many bytes it takes there: it may be written <c>\u0070</c>.</summary>
    private static (char Letter, int Length) Letter(ReadOnlySpan<byte> text) => text switch
    {
        [] => default,
        [(byte)'\\', (byte)'u', _, _, _, _, ..]
            when ushort.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) => ((char)code, 6),
        [var letter, ..] => ((char)letter, 1),
    };

    /// <summary>Where the quote stands that ends a text of JSON.</summary>
    private static int EndOfText(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && text[at] != '"')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at, text.Length);
    }

    // Up to the last @ before the quote, because whoever forgot to write %40 has one in the password. Linear in the line, whatever is in it.
    [GeneratedRegex($$""":/+[^\s"/@:]*:(?<{{Secret}}>(?:[^"\\]|\\.)+)@|{{Named}}(?<{{Secret}}>(?:'|\\u0027)[^"]*|[^\s"'&;,]+)""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex InAddresses();

    [GeneratedRegex($"^--?(?:[a-z]+-)*(?:{Names})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Options();

    // In a sentence an address ends with its word: there may be an @ after it that is none of its own.
    [GeneratedRegex($$""":/+[^\s"/@:]*:(?<{{Secret}}>[^\s"]+)@|{{Named}}(?<{{Secret}}>'[^']*'|[^\s"'&;,]+)""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex InSentences();
}
