namespace Tincan.Cli.Commands.Check;

/// <summary>Quotes arguments for a shell.</summary>
internal static class Shell
{
    public static string Quote(string word) =>
        word.Length > 0 && word.All(static letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,+@%{}".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
