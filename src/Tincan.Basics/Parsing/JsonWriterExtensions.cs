namespace Tincan.Parsing;

/// <summary>JSON that takes more than one call to write.</summary>
public static class JsonWriterExtensions
{
    /// <summary>Writes a property that is an array.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="items">What is in it.</param>
    /// <param name="write">Writes one of them.</param>
    public static void WriteArray<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }
}
