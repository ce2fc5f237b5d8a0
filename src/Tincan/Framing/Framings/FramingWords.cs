using Tincan.Parsing;

namespace Tincan.Framing.Framings;

/// <summary>A word of a framing.</summary>
/// <param name="Token">Where it is, and how it is written.</param>
/// <param name="Bytes">What it says; for a text in quotes, with its escapes replaced.</param>
/// <param name="IsQuoted">It is a text in quotes.</param>
internal sealed record FramingWord(Token Token, byte[] Bytes, bool IsQuoted)
{
    public string Text => Token.Text;

    public bool Is(string word) => !IsQuoted && Text == word;

    /// <summary>Splits at blanks; what is in quotes is one word.</summary>
    public static List<FramingWord> Split(Token text)
    {
        List<FramingWord> words = [];
        var bytes = text.Bytes;
        for (var at = 0; at < bytes.Length;)
        {
            if (bytes[at] is (byte)' ' or (byte)'\t')
            {
                at++;
                continue;
            }

            var start = at;
            var isQuoted = bytes[at] == '"';
            at += isQuoted ? 1 : 0;
            while (at < bytes.Length && (isQuoted ? bytes[at] != '"' : bytes[at] is not ((byte)' ' or (byte)'\t')))
            {
                at += bytes[at] == '\\' ? 2 : 1;
            }

            if (at > bytes.Length || (isQuoted && at == bytes.Length))
            {
                throw text.Error(isQuoted ? "this quote is never closed" : "something must follow this backslash", start);
            }

            var (from, to) = isQuoted ? (start + 1, at) : (start, at);
            at += isQuoted ? 1 : 0;
            words.Add(new FramingWord(text.Part(start, at), Unescape(text, from, to), isQuoted));
        }

        return words;
    }

    private static byte[] Unescape(Token text, int from, int to)
    {
        List<byte> bytes = [];
        var read = Escape.Read(text.Bytes[from..to], bytes);
        return read == to - from ? [.. bytes] : throw text.Error(@"a backslash begins \n, \r, \t, \0, \xHH, \\ or \""", from + read);
    }
}

/// <summary>Reads the words of a framing one after the other.</summary>
internal sealed class FramingWords(List<FramingWord> words, Token text)
{
    private int _next;

    /// <summary>The next word; null if there is none.</summary>
    public FramingWord? Peek => _next < words.Count ? words[_next] : null;

    public FramingWord Next(string what) => Peek is null ? throw Error($"{what} was expected here") : words[_next++];

    public bool TryNext(string word)
    {
        if (Peek?.Is(word) != true)
        {
            return false;
        }

        _next++;
        return true;
    }

    /// <summary>One of some words, if it is next.</summary>
    public T Choose<T>(T otherwise, params (string Word, T Value)[] choices)
    {
        foreach (var (word, value) in choices)
        {
            if (TryNext(word))
            {
                return value;
            }
        }

        return otherwise;
    }

    public byte[] NextBytes(string what) => Next(what) is { Bytes.Length: > 0 } word ? word.Bytes : throw Error($"{what} was expected here");

    public int NextNumber(string what, long least, long most)
    {
        var word = Next(what);
        return SizeText.Read(word.Text) is { } number && number >= least && number <= most
            ? (int)number
            : throw word.Token.Error($"{what}: a number from {least} to {most} was expected here");
    }

    public void ExpectEnd()
    {
        if (Peek is { } word)
        {
            throw word.Token.Error($"{word.Token} does not belong here: {DidYouMean.Hint(word.Text, ["max"], "the framing has ended before it")}");
        }
    }

    /// <summary>Something is wrong at the next word, or at the end.</summary>
    public SyntaxException Error(string problem) => Peek is { } word ? word.Token.Error(problem) : text.Error(problem, text.Bytes.Length);
}
