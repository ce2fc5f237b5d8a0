using System.Text.Json;
using Tincan.Protocols.Names;
using Tincan.Parsing;

namespace Tincan.Cli.Settings;

/// <summary>Whose strings.</summary>
internal sealed class EditionForm : SettingForm<Edition>
{
    public static EditionForm Instance { get; } = new();

    private static string Words => string.Join(" or ", Editions.Words.Select(static known => $"\"{known.Word}\""));

    public override Edition Read(string key, SourceValue value)
    {
        value.Expect(JsonTokenType.String, $"{key} takes {Words}");
        var text = value.Word.Text;
        return Array.Find(Editions.Words, known => known.Word == text).Value ?? throw value.Word.Error($"{key} takes {Words}, not {value.Word}");
    }

    public override string Write(Edition value) => Array.Find(Editions.Words, known => known.Value == value).Word;

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("enum");
        Array.ForEach(Editions.Words, known => schema.WriteStringValue(known.Word));
        schema.WriteEndArray();
    }
}
