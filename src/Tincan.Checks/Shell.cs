namespace Tincan.Checks;

/// <summary>Quotes words for a shell.</summary>
public static class Shell
{
    /// <summary>The word as it is, or in quotes. A shell expands <c>{a,b}</c> and <c>{1..3}</c>, but not <c>{port}</c>.</summary>
    /// <param name="word">The word.</param>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(static letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,+@%{}".Contains(letter, StringComparison.Ordinal))
            && !(word.Contains('{', StringComparison.Ordinal) && (word.Contains(',', StringComparison.Ordinal) || word.Contains("..", StringComparison.Ordinal)))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
