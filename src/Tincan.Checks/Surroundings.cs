namespace Tincan.Checks;

/// <summary>What a program prints around an answer where a person reads it, such as <c>Server: </c> before it, or quotation marks.</summary>
/// <param name="Before">The text before an answer, as far as it is the same for every answer.</param>
/// <param name="After">The text after it, up to the end of the line.</param>
internal sealed record Surroundings(string Before, string After)
{
    /// <summary>How much is shown to a person.</summary>
    private const int MaxShown = 40;

    /// <summary>What a prompt ends with.</summary>
    private static readonly string[] PromptEnds = [": ", "> ", "? "];

    /// <summary>For a person: <c>after 'recv='</c>; null if there are no words in it.</summary>
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

    /// <summary>Finds what stands around answers.</summary>
    /// <param name="output">What a program printed.</param>
    /// <param name="lines">What the program sent, and may print before an answer.</param>
    /// <param name="answers">What it was sent; those that it did not print are passed over.</param>
    /// <returns>Null if no answer stands in words.</returns>
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

    /// <summary>Whether a line of standard output is an answer, alone or in words.</summary>
    /// <param name="line">Without its line end.</param>
    /// <param name="answer">What was sent.</param>
    /// <param name="known">What the program was found to print around answers; null if nothing was.</param>
    public static bool IsAnswer(string line, string answer, Surroundings? known)
    {
        line = line.TrimEnd('\r');
        return line == answer || EndsWith(line, answer, known) || (known is { After.Length: > 0 } && line.EndsWith(known.After, StringComparison.Ordinal) && EndsWith(line[..^known.After.Length], answer, known));
    }

    private static bool EndsWith(string line, string answer, Surroundings? known)
    {
        if (!line.EndsWith(answer, StringComparison.Ordinal))
        {
            return false;
        }

        // A blank answer is all blank, or is left out after a prompt, or after the words that the program prints.
        var before = line[..^answer.Length];
        return answer.Length == 0
            ? PromptEnds.Any(end => before.EndsWith(end, StringComparison.Ordinal)) || (known is { Before.Length: > 0 } && before.EndsWith(known.Before, StringComparison.Ordinal))
            : IsWordBoundary(before);
    }

    /// <summary>An answer is apart from what stands before it: the end of a longer word is none, and what Python shows of bytes is not the text.</summary>
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

        // Not from the middle of a word.
        var end = one[^count..];
        return count < one.Length && char.IsLetterOrDigit(one[^(count + 1)]) ? end.TrimStart([.. end.TakeWhile(char.IsLetterOrDigit)]) : end;
    }
}
