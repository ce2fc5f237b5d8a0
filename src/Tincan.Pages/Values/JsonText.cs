using System.Text.Encodings.Web;

namespace Tincan.Pages.Values;

/// <summary>Values as JSON (RFC 8259).</summary>
public static class JsonText
{
    private const int MaxDepth = 64;

    /// <summary>Whether two messages are the same: JSON is compared by value, everything else byte for byte.</summary>
    public static bool AreSame(ByteText came, ByteText expected) => came == expected
        || (expected.Raw is ['{' or '[', ..] && TryRead(came.ToArray(), out var one) && TryRead(expected.ToArray(), out var other) && one.Equals(other));

    /// <summary>Reads one value with nothing but white space around it.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> json, out Value value)
    {
        value = Value.Nothing;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            value = From(document.RootElement);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A value without white space. What was text stays text, in quotes.</summary>
    public static ByteText Write(Value value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return ByteText.FromUtf8(text.ToString());
    }

    private static Value From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => new TextValue(element.GetString()!),
        JsonValueKind.Number => element.TryGetDecimal(out var number)
            ? new NumberValue(number)
            : new TextValue(element.GetRawText()),
        JsonValueKind.True => Value.True,
        JsonValueKind.False => Value.False,
        JsonValueKind.Array => new ListValue([.. element.EnumerateArray().Select(From)]),
        JsonValueKind.Object => ObjectFrom(element),
        _ => Value.Nothing,
    };

    /// <summary>Of a key that is there twice the last counts, as in most readers.</summary>
    private static ObjectValue ObjectFrom(JsonElement element)
    {
        var members = new Dictionary<ByteText, Value>();
        foreach (var member in element.EnumerateObject())
        {
            members[ByteText.FromUtf8(member.Name)] = From(member.Value);
        }

        return new ObjectValue(members);
    }

    private static void Append(StringBuilder text, Value value)
    {
        switch (value)
        {
            case TextValue { Text: var content }:
                AppendQuoted(text, content);
                break;
            case ListValue list:
                text.Append('[');
                foreach (var (i, item) in list.Items.Index())
                {
                    text.Append(i > 0 ? "," : "");
                    Append(text, item);
                }

                text.Append(']');
                break;
            case ObjectValue members:
                text.Append('{');
                foreach (var (i, member) in members.Members.Index())
                {
                    text.Append(i > 0 ? "," : "");
                    AppendQuoted(text, member.Key);
                    text.Append(':');
                    Append(text, member.Value);
                }

                text.Append('}');
                break;
            case NothingValue:
                text.Append("null");
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value.AsText().Raw}");
                break;
        }
    }

    private static void AppendQuoted(StringBuilder text, ByteText content)
    {
        _ = content.TryDecode(out var characters);
        text.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(characters)).Append('"');
    }
}
