namespace Tincan.Checks;

/// <summary>The text that a program prints before and after an answer, such as <c>Server: </c> or quotation marks.</summary>
/// <param name="Before">The text before an answer: the part that all answers have in common.</param>
/// <param name="After">The text between the answer and the end of the line.</param>
internal sealed record Surroundings(string Before, string After)
{
    /// <summary>How many characters a note quotes.</summary>
    private const int MaxShown = 40;

    /// <summary>How prompts end.</summary>
    private static readonly string[] PromptEnds = [": ", "> ", "? "];

    /// <summary>The text for a note, such as <c>after 'recv='</c>; null if it contains no words.</summary>
    public string? Description
    {
        get
        {
            var (before, after) = (Before.Trim(), After.Trim());
            before = before.Length > MaxShown ? $"…{before[^MaxShown..]}" : before;
            return before.Any(char.IsLetter) && after.Length > 0 ? $"between '{before}' and '{after}'"
                : before.Any(char.IsLetter) ? $"after '{before}'"
                : null;
        }
    }

    /// <summary>Finds the text around answers.</summary>
    /// <param name="output">What the program printed.</param>
    /// <param name="lines">The lines that the program sent; it may print them before an answer.</param>
    /// <param name="answers">The answers that the program received. Answers that it did not print are ignored.</param>
    /// <returns>Null if there is no text around any answer.</returns>
    public static Surroundings? Of(string output, IReadOnlyList<string> lines, IReadOnlyList<string> answers)
    {
        var all = answers.Select(answer => Find(output, answer)).OfType<Surroundings>().ToList();
        if (all.Count == 0 || all.All(static one => one is { Before: "", After: "" }))
        {
            return null;
        }

        var before = all.Select(static one => one.Before).Aggregate(CommonEnd);
        before = before[lines.Max(line => before.LastIndexOf(line, StringComparison.Ordinal) is var at and >= 0 ? at + line.Length : 0)..];
        return new Surroundings(before, all.TrueForAll(one => one.After == all[0].After) ? all[0].After : "");
    }

    /// <summary>Whether a line of standard output is this answer, with or without other text around it.</summary>
    /// <param name="line">The line, without its line end.</param>
    /// <param name="answer">The answer that the program received.</param>
    /// <param name="known">The text around answers that the probe found; null if none.</param>
    public static bool IsAnswer(string line, string answer, Surroundings? known)
    {
        line = line.TrimEnd('\r');
        return line == answer || EndsWith(line, answer, known) || (known is { After.Length: > 0 } && line.EndsWith(known.After, StringComparison.Ordinal) && EndsWith(line[..^known.After.Length], answer, known));
    }

    /// <summary>What a line of standard output may be: all of it, or what follows a prompt.</summary>
    public static IEnumerable<string> Readings(string line)
    {
        line = line.TrimEnd('\r');
        return PromptEnds.SelectMany(end => Enumerable.Range(0, line.Length).Where(at => string.CompareOrdinal(line, at, end, 0, end.Length) == 0).Select(at => line[(at + end.Length)..])).Prepend(line);
    }

    private static bool EndsWith(string line, string answer, Surroundings? known)
    {
        if (!line.EndsWith(answer, StringComparison.Ordinal))
        {
            return false;
        }

        // Nothing follows the prompt, or the text that the program prints before answers, if the answer is blank.
        var before = line[..^answer.Length];
        return answer.Length == 0
            ? PromptEnds.Any(end => before.EndsWith(end, StringComparison.Ordinal)) || (known is { Before.Length: > 0 } && before.EndsWith(known.Before, StringComparison.Ordinal))
            : IsWordBoundary(before);
    }

    /// <summary>Whether an answer may start here. The end of a longer word is no answer, nor is Python's notation for bytes.</summary>
    private static bool IsWordBoundary(string before) =>
        before.Length == 0 || !(char.IsLetterOrDigit(before[^1]) || char.IsControl(before[^1]) || before.EndsWith("b'", StringComparison.Ordinal) || before.EndsWith("b\"", StringComparison.Ordinal));

    private static Surroundings? Find(string output, string answer)
    {
        Surroundings? found = null;
        foreach (var text in output.Split('\n'))
        {
            var line = text.TrimEnd('\r');
            for (var at = line.IndexOf(answer, StringComparison.Ordinal); at >= 0; at = line.IndexOf(answer, at + 1, StringComparison.Ordinal))
            {
                var one = new Surroundings(line[..at], line[(at + answer.Length)..]);
                if (!IsWordBoundary(one.Before) || (one.After.Length > 0 && (char.IsLetterOrDigit(one.After[0]) || char.IsControl(one.After[0]))))
                {
                    continue;
                }

                if (one.After.Length == 0)
                {
                    return one;
                }

                found ??= one;
            }
        }

        return found;
    }

    private static string CommonEnd(string one, string other)
    {
        var count = 0;
        while (count < Math.Min(one.Length, other.Length) && one[^(count + 1)] == other[^(count + 1)])
        {
            count++;
        }

        // Start at a word boundary.
        var end = one[^count..];
        return count < one.Length && char.IsLetterOrDigit(one[^(count + 1)]) ? end.TrimStart([.. end.TakeWhile(char.IsLetterOrDigit)]) : end;
    }
}
