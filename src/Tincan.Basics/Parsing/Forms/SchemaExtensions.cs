namespace Tincan.Parsing.Forms;

/// <summary>Keywords of a JSON schema that take more than one call to write.</summary>
public static class SchemaExtensions
{
    /// <summary>Any of these types is right.</summary>
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
