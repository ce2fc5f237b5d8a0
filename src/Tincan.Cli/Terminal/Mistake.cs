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
            return $"'{wrong}' is not understood here; {DidYouMean.Hint(wrong, known, where)}";
        }

        var message = parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.');
        if (command.Subcommands.Count > 0 && command.Action is null)
        {
            message = $"'{Path(parsed.CommandResult)}' needs one of: {string.Join(", ", command.Subcommands.Select(static sub => sub.Name))}";
        }

        return $"{message}; {where}";
    }

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
}
