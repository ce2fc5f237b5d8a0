namespace Tincan.Cli.Grading;

/// <summary>Splits a command line into words, with the quotes of a shell, and nothing else that a shell does.</summary>
internal static class CommandWords
{
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var at = 0; at < line.Length; at++)
        {
            switch (line[at])
            {
                case ' ' or '\t' when word is not null:
                    words.Add(word.ToString());
                    word = null;
                    break;
                case ' ' or '\t':
                    break;
                case '\'' or '"':
                    var end = line.IndexOf(line[at], at + 1);
                    word = (word ?? new StringBuilder()).Append(end > 0 ? line.AsSpan(at + 1, end - at - 1) : throw new FormatException($"a quote of the command is not closed: {line}"));
                    at = end;
                    break;
                case '\\' when at + 1 < line.Length:
                    word = (word ?? new StringBuilder()).Append(line[++at]);
                    break;
                default:
                    word = (word ?? new StringBuilder()).Append(line[at]);
                    break;
            }
        }

        if (word is not null)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
