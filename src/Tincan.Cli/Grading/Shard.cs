using Tincan.Parsing.Forms;

namespace Tincan.Cli.Grading;

/// <summary>One of several parts of the submissions, each for another machine.</summary>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Count">How many there are.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Shard(int Number, int Count)
{
    /// <summary>The submissions of this part: every n-th, so that neighbours in the list are on different machines.</summary>
    public IReadOnlyList<T> Of<T>(IReadOnlyList<T> all)
    {
        var (first, step) = (Number - 1, Count);
        return [.. all.Where((_, index) => index % step == first)];
    }
}

/// <summary>A shard on the command line: <c>3/10</c>.</summary>
internal sealed class ShardForm : ValueForm<Shard>
{
    public override string Meaning => "a part and the number of parts: 3/10";

    public override string Placeholder => "N/M";

    public override bool TryRead(Token word, out Shard value)
    {
        var parts = word.Text.Split('/');
        value = parts.Length == 2 && Number(parts[0]) is { } number && Number(parts[1]) is { } count ? new Shard(number, count) : default;
        return value.Number >= 1 && value.Number <= value.Count;
    }

    public override string Write(Shard value) => $"{value.Number}/{value.Count}";

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
