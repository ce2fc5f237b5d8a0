using System.Text.Json;

namespace Tincan.Parsing.Forms;

/// <summary>One of a few words.</summary>
internal sealed class WordForm<T>(params (string Word, T Value)[] words) : ValueForm<T>
    where T : struct, Enum
{
    public override string Meaning => $"{string.Join(", ", words[..^1].Select(static word => word.Word))} or {words[^1].Word}";

    public override bool TryRead(Token word, out T value)
    {
        var text = word.Text;
        var place = Array.FindIndex(words, known => known.Word == text);
        value = place < 0 ? default : words[place].Value;
        return place >= 0;
    }

    public override string Write(T value) => Array.Find(words, known => known.Value.Equals(value)).Word;

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("enum");
        foreach (var (word, _) in words)
        {
            schema.WriteStringValue(word);
        }

        schema.WriteEndArray();
    }
}
