namespace Tincan.Parsing.Forms;

/// <summary>True or false.</summary>
public sealed class FlagForm : ValueForm<bool>
{
    public static FlagForm Instance { get; } = new();

    public override string Meaning => "true or false";

    public override bool IsFlag => true;

    public override bool TryRead(Token word, out bool value) => bool.TryParse(word.Text, out value);

    public override string Write(bool value) => value ? "true" : "false";

    public override JsonNode ToJson(bool value) => value;

    public override JsonObject ToSchema() => new() { ["type"] = "boolean" };

    protected override bool Takes(JsonTokenType kind) => kind is JsonTokenType.True or JsonTokenType.False;
}
