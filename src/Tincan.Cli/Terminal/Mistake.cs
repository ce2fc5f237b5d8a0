using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tincan.Cli.Terminal;

/// <summary>Turns a command line that was not understood into one line, with the nearest right word.</summary>
internal static class Mistake
{
    /// <summary>The first thing that is wrong, and what to do.</summary>
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var where = $"see '{Path(parsed.CommandResult)} --help'";
        if (Unmatched(parsed) is { } wrong)
        {
            var known = wrong.StartsWith('-')
                ? command.Options.Where(static option => !option.Hidden).Select(static option => option.Name)
                : command.Subcommands.Select(static sub => sub.Name);
            return $"'{wrong}' is not understood here; {Hint(wrong, known, where)}";
        }

        var message = parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.');
        if (command.Subcommands.Count > 0 && command.Action is null)
        {
            message = $"'{Path(parsed.CommandResult)}' needs one of: {string.Join(", ", command.Subcommands.Select(static sub => sub.Name))}";
        }

        return $"{message}; {where}";
    }

    /// <summary>What to do about a wrong word: take the nearest known one, if there is one, otherwise something else.</summary>
    public static string Hint(string wrong, IEnumerable<string> known, string otherwise) =>
        Nearest(wrong, known) is { } nearest ? $"did you mean '{nearest}'?" : otherwise;

    /// <summary>The known word with the fewest typing mistakes between it and the wrong one, if that is close enough to be meant.</summary>
    internal static string? Nearest(string wrong, IEnumerable<string> known) => known
        .Select(word => (word, distance: Distance(wrong, word)))
        .Where(near => near.distance <= Math.Max(2, near.word.Length / 3))
        .OrderBy(static near => near.distance)
        .Select(static near => near.word)
        .FirstOrDefault();

    /// <summary>The first word that fits nowhere; null if all do.</summary>
    /// <remarks>A word that looks like an option and is none would otherwise pass for a name, where a command takes many.</remarks>
    internal static string? Unmatched(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is [var wrong, ..])
        {
            return wrong;
        }

        var behindDashes = parsed.Tokens.SkipWhile(static token => token.Type != TokenType.DoubleDash).ToList();
        return parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(static argument => argument.Tokens)
            .FirstOrDefault(token => token.Value is ['-', _, ..] && !behindDashes.Contains(token))?.Value;
    }

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "tincan";

    /// <summary>Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).</summary>
    private static int Distance(string one, string other)
    {
        var cost = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                cost[i, j] = Math.Min(
                    Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1),
                    cost[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[one.Length, other.Length];
    }
}
