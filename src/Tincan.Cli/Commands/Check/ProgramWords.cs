using System.CommandLine.Parsing;

namespace Tincan.Cli.Commands.Check;

/// <summary>The arguments of a command that takes a program after <c>--</c>.</summary>
internal static class ProgramWords
{
    /// <summary>Splits the arguments at <c>--</c>.</summary>
    public static (string[] Before, string[] After) Split(ParseResult parsed, Argument<string[]> all)
    {
        var words = parsed.GetValue(all) ?? [];
        var after = parsed.Tokens.SkipWhile(static token => token.Type != TokenType.DoubleDash).Count() - 1;
        return after <= 0 ? (words, []) : (words[..^after], words[^after..]);
    }
}
