using System.Text.RegularExpressions;
using Tincan.Parsing;

namespace Tincan.Pages.Expressions;

/// <summary>Regular expressions of a stranger's page: on bytes, and without backtracking, so that the time is linear in the length of the text.</summary>
public static class SafeRegex
{
    /// <summary>The longest regular expression, in characters. Automata of longer ones may need a lot of memory.</summary>
    private const int MaxLength = 1000;

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
            throw word.Error("back-references, look-around and conditions are not possible here: they can take for ever");
        }
    }
}
