using System.CommandLine.Parsing;

namespace Tincan.Cli.Terminal;

/// <summary>Describes a mistake on the command line, with a did-you-mean.</summary>
internal static class Mistake
{
    /// <summary>The first mistake, and what to try.</summary>
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var where = $"see '{Path(parsed.CommandResult)} --help'";
        if (Unmatched(parsed) is { } wrong)
        {
            var known = wrong.StartsWith('-')
                ? command.Options.Where(static option => !option.Hidden).Select(static option => option.Name)
                : command.Subcommands.Select(static sub => sub.Name);
            return $"'{wrong}' is not a command or option here; {DidYouMean.Hint(wrong, known, where)}";
        }

        var message = parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.');
        if (command.Subcommands.Count > 0 && command.Action is null)
        {
            message = $"'{Path(parsed.CommandResult)}' needs one of: {string.Join(", ", command.Subcommands.Select(static sub => sub.Name))}";
        }

        return $"{message}; {where}";
    }

    /// <summary>The first word that is neither a command, an option nor an argument; null if there is none.</summary>
    /// <remarks>Where a command takes many arguments, a misspelt option would otherwise count as one of them.</remarks>
    internal static string? Unmatched(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is [var wrong, ..])
        {
            return wrong;
        }

        var afterDashes = parsed.Tokens.SkipWhile(static token => token.Type != TokenType.DoubleDash).ToList();
        return parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(static argument => argument.Tokens)
            .FirstOrDefault(token => token.Value is ['-', _, ..] && !afterDashes.Contains(token))?.Value;
    }

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "tincan";
}
