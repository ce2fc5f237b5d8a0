namespace Tincan.Parsing.Forms;

/// <summary>One of a few words.</summary>
public sealed class WordForm<T>(params (string Word, T Value)[] words) : ValueForm<T>
{
    public override string Meaning => $"{string.Join(", ", words[..^1].Select(static word => word.Word))} or {words[^1].Word}";

    public override string Placeholder => string.Join('|', Words);

    public override IReadOnlyList<string> Words => [.. words.Select(static word => word.Word)];

    public override bool TryRead(Token word, out T value)
    {
        var text = word.Text;
        var index = Array.FindIndex(words, known => known.Word == text);
        value = index < 0 ? default! : words[index].Value;
        return index >= 0;
    }

    public override string Write(T value) => Array.Find(words, known => Equals(known.Value, value)).Word;

    public override JsonObject ToSchema() => new() { ["enum"] = new JsonArray([.. Words]) };
}

/// <summary>One of the words of an enumeration.</summary>
public static class WordForm
{
    public static WordForm<T> Of<T>()
        where T : struct, Enum => new([.. Readable.WordsOf<T>().Zip(Enum.GetValues<T>())]);
}
