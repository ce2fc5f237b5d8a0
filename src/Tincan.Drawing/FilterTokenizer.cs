namespace Tincan.Drawing;

/// <summary>Splits a filter into words. A word in quotes may contain spaces, and is always text.</summary>
internal static class FilterTokenizer
{
    public static bool TrySplit(
        string text, [NotNullWhen(true)] out IReadOnlyList<(string Word, bool IsQuoted)>? words, [NotNullWhen(false)] out string? problem)
    {
        var found = new List<(string, bool)>();
        words = null;
        problem = null;
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var isQuoted = text[at] == '"';
            var word = new StringBuilder();
            var inQuotes = false;
            for (; at < text.Length && (inQuotes || !char.IsWhiteSpace(text[at])); at++)
            {
                if (text[at] == '"')
                {
                    inQuotes = !inQuotes;
                }
                else
                {
                    word.Append(text[at]);
                }
            }

            if (inQuotes)
            {
                problem = $"the filter has a quote that is not closed: {text}";
                return false;
            }

            if (word.Length > 0)
            {
                found.Add((word.ToString(), isQuoted));
            }
        }

        words = found;
        return true;
    }
}
