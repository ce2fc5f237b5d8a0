namespace Tincan.Parsing;

/// <summary>Extensions of <see cref="Utf8JsonWriter"/>.</summary>
public static class JsonWriterExtensions
{
    /// <summary>Writes an array property.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes an item.</param>
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
