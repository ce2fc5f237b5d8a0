namespace Tincan.Pages.Expressions;

/// <summary>A function that expressions can call. The set is fixed: a page that needs more is a program.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Takes">How many values it takes.</param>
/// <param name="Means">What it gives, for the page that documents them.</param>
/// <param name="Apply">Calculates it; a <see cref="FormatException"/> says what is wrong with a value.</param>
public sealed record Function(string Name, int Takes, string Means, Func<Value[], Value> Apply)
{
    /// <summary>What is repeated may not fill the memory.</summary>
    private const int MaxRepeated = 1024 * 1024;

    public static IReadOnlyList<Function> All { get; } =
    [
        OfText("reverse", "the characters in reverse order (the bytes, if they are not UTF-8)", static text => Reverse(text)),
        OfText("upper", "in upper case", static text => text.ToUpperInvariant()),
        OfText("lower", "in lower case", static text => text.ToLowerInvariant()),
        OfText("swapcase", "upper case as lower case, and lower case as upper case", static text => string.Concat(text.EnumerateRunes().Select(SwapCase))),
        OfText("trim", "without blanks and tabs at both ends", static text => text.Trim(' ', '\t')),
        new("length", 1, "how many bytes it has; of a list or map, how many members", static values => new NumberValue(Length(values[0]))),
        new("hex", 1, "its bytes as hexadecimal digits", static values => new TextValue(Convert.ToHexStringLower(values[0].AsText().ToArray()))),
        new("unhex", 1, "the bytes that hexadecimal digits stand for", static values => new TextValue(ByteText.From(Unhex(values[0].AsText().Raw)))),
        new("number", 1, "text as a number", static values => values[0].TryNumber(out var number)
            ? new NumberValue(number)
            : throw new FormatException($"'{values[0].AsText()}' is not a number")),
        new("text", 1, "as text: 5 as \"5\"", static values => new TextValue(values[0].AsText())),
        new("round", 1, "the nearest whole number", static values => values[0].TryNumber(out var number)
            ? new NumberValue(decimal.Round(number, MidpointRounding.AwayFromZero))
            : throw new FormatException($"'{values[0].AsText()}' is not a number")),
        new("utf8", 1, "whether its bytes are valid UTF-8", static values => new FlagValue(values[0].AsText().TryDecode(out _))),
        new("keys", 1, "the keys of a map, with a comma and a blank between them", static values => new TextValue(new ByteText(Keys(values[0])))),
        new("word", 2, "the word with that number, from 1; words are separated by blanks", static values => Word(values[0], values[1])),
        new("first", 2, "the first bytes of it, so many", static values => First(values[0], values[1])),
        new("before", 2, "what comes before the second text in it; all of it if that is not there", static values => Split(values[0], values[1], static (text, at, _) => text[..at], static text => text)),
        new("after", 2, "what comes after the second text in it; nothing if that is not there", static values => Split(values[0], values[1], static (text, at, length) => text[(at + length)..], static _ => "")),
        new("newline", 1, "the line end of that name: lf, crlf or nul; nothing for none", static values => new TextValue(values[0].AsText().ToString() switch
        {
            "lf" => "\n",
            "crlf" => "\r\n",
            "nul" => "\0",
            "none" => "",
            var name => throw new FormatException($"'{Escape.ForTerminal(name)}' is no line end: lf, crlf, nul or none"),
        })),
        new("repeat", 2, "the text that many times", static values => Repeat(values[0], values[1])),
    ];

    private static Function OfText(string name, string means, Func<string, string> change) =>
        new(name, 1, means, values => new TextValue(values[0].AsText().Map(change)));

    private static string Reverse(string text)
    {
        var reversed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Reverse())
        {
            reversed.Append(rune.ToString());
        }

        return reversed.ToString();
    }

    private static string SwapCase(Rune rune) => (Rune.IsUpper(rune) ? Rune.ToLowerInvariant(rune) : Rune.ToUpperInvariant(rune)).ToString();

    private static int Length(Value value) => value switch
    {
        ListValue list => list.Items.Count,
        ObjectValue map => map.Members.Count,
        _ => value.AsText().Length,
    };

    private static byte[] Unhex(string digits)
    {
        try
        {
            return Convert.FromHexString(digits);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"'{Escape.ForTerminal(digits)}' is not hexadecimal", wrong);
        }
    }

    private static string Keys(Value map) =>
        map is ObjectValue { Members: var members } ? string.Join(", ", members.Keys.Select(static key => key.Raw).Order(StringComparer.Ordinal)) : "";

    private static TextValue First(Value text, Value count)
    {
        var all = text.AsText().Raw;
        return count.TryNumber(out var length) && length == decimal.Truncate(length) && length >= 0
            ? new TextValue(new ByteText(all[..(int)Math.Min(length, all.Length)]))
            : throw new FormatException($"'{count.AsText()}' is not a number of bytes");
    }

    private static TextValue Split(Value text, Value mark, Func<string, int, int, string> found, Func<string, string> otherwise)
    {
        var (all, sought) = (text.AsText().Raw, mark.AsText().Raw);
        var at = all.IndexOf(sought, StringComparison.Ordinal);
        return new TextValue(new ByteText(at < 0 ? otherwise(all) : found(all, at, sought.Length)));
    }

    private static TextValue Repeat(Value text, Value count)
    {
        var one = text.AsText().Raw;
        return count.TryNumber(out var times) && times == decimal.Truncate(times) && times >= 0 && times * one.Length <= MaxRepeated
            ? new TextValue(new ByteText(string.Concat(Enumerable.Repeat(one, (int)times))))
            : throw new FormatException($"'{count.AsText()}' is not how often a text can be repeated: 0 or more, and at most {MaxRepeated} bytes in all");
    }

    private static TextValue Word(Value text, Value number)
    {
        var words = text.AsText().Raw.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return number.TryNumber(out var index) && index == decimal.Truncate(index)
            ? new TextValue(new ByteText(index >= 1 && index <= words.Length ? words[(int)index - 1] : ""))
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{number.AsText()}' is not the number of a word"));
    }
}
