namespace Tincan;

/// <summary>Suggests the most similar known word for an unknown one.</summary>
public static class DidYouMean
{
    /// <summary>A hint such as <c>did you mean 'echo'?</c>.</summary>
    /// <param name="wrong">The unknown word.</param>
    /// <param name="known">The known words.</param>
    /// <param name="otherwise">The hint if no known word is similar.</param>
    public static string Hint(string wrong, IEnumerable<string> known, string otherwise) =>
        Find(wrong, known) is { } nearest ? $"did you mean '{nearest}'?" : otherwise;

    /// <summary>The most similar known word; null if none is similar enough.</summary>
    /// <param name="wrong">The unknown word.</param>
    /// <param name="known">The known words.</param>
    public static string? Find(string wrong, IEnumerable<string> known) => known
        .Where(word => Math.Abs(word.Length - wrong.Length) <= MostMistakes(word))
        .Select(word => (word, distance: Distance(wrong, word)))
        .Where(static near => near.distance <= MostMistakes(near.word) && near.distance < near.word.Length)
        .OrderBy(static near => near.distance)
        .Select(static near => near.word)
        .FirstOrDefault();

    private static int MostMistakes(string word) => Math.Max(2, word.Length / 3);

    /// <summary>The number of insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).</summary>
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
