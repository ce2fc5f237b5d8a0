namespace Tincan.Parsing.Forms;

/// <summary>Writes keywords of a JSON schema.</summary>
public static class SchemaExtensions
{
    /// <summary>Writes <c>type</c> with several types.</summary>
    public static void WriteTypes(this Utf8JsonWriter schema, params ReadOnlySpan<string> types)
    {
        schema.WriteStartArray("type");
        foreach (var type in types)
        {
            schema.WriteStringValue(type);
        }

        schema.WriteEndArray();
    }
}
