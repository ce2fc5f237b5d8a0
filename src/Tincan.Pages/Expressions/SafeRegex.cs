using System.Text.RegularExpressions;

namespace Tincan.Pages.Expressions;

/// <summary>Regular expressions of a stranger's page: on bytes, and without backtracking, so that the time is linear in the length of the text.</summary>
public static class SafeRegex
{
    /// <summary>The longest regular expression, in characters. Automata of longer ones may need a lot of memory.</summary>
    private const int MaxLength = 1000;

    /// <summary>
    /// What is put after a text to find its captures. Without backtracking, .NET 10 loses the captures of <c>\A(?:(?&lt;text&gt;.*)\r\n)\z</c>, as of any
    /// expression with a line feed before <c>\z</c>. The texts are bytes, so that this character is in none, and no letter, so that <c>\b</c> is as before.
    /// </summary>
    public const string End = "\u2603";

    /// <summary>The same expression for a text that has <see cref="End"/> after it; it does not match if the expression ends with an anchor.</summary>
    /// <param name="whole">It matches the whole text.</param>
    public static Regex Capturing(Regex whole)
    {
        ArgumentNullException.ThrowIfNull(whole);
        return new Regex($"{whole.ToString()[..^@"\z".Length]}{End}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>Reads <c>/…/</c>.</summary>
    /// <param name="source">The page.</param>
    /// <param name="at">Where the first slash is; then after the last.</param>
    /// <param name="end">Where the text ends.</param>
    /// <param name="isWhole">It must match the whole text.</param>
    public static Regex Read(SourceText source, ref int at, int end, bool isWhole)
    {
        var start = at + 1;
        var close = start;
        while (close < end && source.Bytes[close] != '/')
        {
            close += source.Bytes[close] == '\\' ? 2 : 1;
        }

        if (close >= end)
        {
            throw source.Error(at, "this regular expression has no '/' at its end");
        }

        at = close + 1;
        var word = source.Word(start, close);
        if (word.Bytes.Length > MaxLength)
        {
            throw word.Error($"a regular expression has at most {MaxLength} characters");
        }

        try
        {
            var pattern = System.Text.Encoding.Latin1.GetString(word.Bytes).Replace(@"\/", "/", StringComparison.Ordinal);
            return new Regex(isWhole ? $@"\A(?:{pattern})\z" : pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (RegexParseException wrong)
        {
            throw word.Error($"this is not a regular expression: {wrong.Error}", Math.Min(wrong.Offset, word.Bytes.Length));
        }
        catch (NotSupportedException)
        {
            throw word.Error("back-references, look-around and conditions are not possible here: they can take forever");
        }
    }
}
