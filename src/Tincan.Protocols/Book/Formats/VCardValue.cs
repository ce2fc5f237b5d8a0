namespace Tincan.Protocols.Book.Formats;

/// <summary>A line of a card: <c>[group "."] name *(";" param) ":" value</c>. A colon in quotes belongs to a param.</summary>
/// <param name="Name">The name of the property, in upper case, without its group.</param>
/// <param name="Params">Its parameters; vCard 2.1 writes some without their names.</param>
/// <param name="Written">The value, not decoded.</param>
internal sealed record VCardValue(string Name, string[] Params, string Written)
{
    /// <summary>Reads a line; null if it is not valid.</summary>
    public static VCardValue? Of(string text)
    {
        if (ColonOf(text) is not (> 0 and var colon))
        {
            return null;
        }

        var words = text[..colon].Split(';');
        return new(words[0][(words[0].LastIndexOf('.') + 1)..].Trim().ToUpperInvariant(), words[1..], text[(colon + 1)..]);
    }

    /// <summary>Whether a quoted-printable value continues on the next line, because it ends with <c>=</c> (RFC 2045 6.7, used by vCard 2.1).</summary>
    public bool GoesOn => IsEncoded("QUOTED-PRINTABLE") && Written.EndsWith('=');

    /// <summary>The value as text.</summary>
    /// <exception cref="FormatException">It cannot be decoded; the message says why.</exception>
    public string Decode()
    {
        var isQuoted = IsEncoded("QUOTED-PRINTABLE");
        if (!isQuoted && !IsEncoded("B") && !IsEncoded("BASE64"))
        {
            return Written;
        }

        try
        {
            return Charset().GetString(isQuoted ? QuotedPrintable(Written) : Convert.FromBase64String(Written.Trim()));
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new FormatException($"the value of {Name} is not {(isQuoted ? "quoted-printable" : "base64")} in {CharsetName}", error);
        }
    }

    private string CharsetName => Params.FirstOrDefault(static word => word.StartsWith("CHARSET=", StringComparison.OrdinalIgnoreCase))?["CHARSET=".Length..] ?? "UTF-8";

    private bool IsEncoded(string encoding) => Params.Any(word =>
        word.Equals(encoding, StringComparison.OrdinalIgnoreCase) || word.Equals($"ENCODING={encoding}", StringComparison.OrdinalIgnoreCase));

    private Encoding Charset()
    {
        var decoder = DecoderFallback.ExceptionFallback;
        return CodePagesEncodingProvider.Instance.GetEncoding(CharsetName, EncoderFallback.ExceptionFallback, decoder)
            ?? Encoding.GetEncoding(CharsetName, EncoderFallback.ExceptionFallback, decoder);
    }

    private static byte[] QuotedPrintable(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '=')
            {
                bytes.AddRange(Convert.FromHexString(text.AsSpan(at + 1, 2)));
                at += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, at, 1));
            }
        }

        return [.. bytes];
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
