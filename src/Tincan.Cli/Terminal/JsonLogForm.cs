using System.Text.Encodings.Web;

namespace Tincan.Cli.Terminal;

/// <summary>
/// A line for programs: an object with <c>time</c> (RFC 3339, UTC), <c>level</c>, <c>id</c>, <c>event</c>, <c>message</c>, each field of the message by its
/// name, and <c>exception</c> if there was one.
/// </summary>
internal sealed class JsonLogForm : LogForm
{
    /// <summary>The name under which the template itself is among the fields.</summary>
    private const string Template = "{OriginalFormat}";

    // Readable text; what could drive a terminal is escaped below, which is possible because it only stands inside strings.
    private static readonly JsonWriterOptions Loose = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string Write(LogEvent said)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Loose))
        {
            json.WriteStartObject();
            json.WriteString("time", said.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", said.LevelWord);
            json.WriteNumber("id", said.Event.Id);
            json.WriteString("event", said.Event.Name);
            json.WriteString("message", said.Message);
            foreach (var (name, value) in said.State as IEnumerable<KeyValuePair<string, object?>> ?? [])
            {
                if (name != Template)
                {
                    json.WritePropertyName(name);
                    Write(json, value);
                }
            }

            if (said.Error is not null)
            {
                json.WriteString("exception", $"{said.Error}");
            }

            json.WriteEndObject();
        }

        return Tame(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case DateTime time:
                json.WriteStringValue(time);
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    /// <summary>Escapes controls, line separators, and marks that reorder or hide text.</summary>
    private static string Tame(string line)
    {
        if (!line.Any(IsWild))
        {
            return line;
        }

        var tamed = new StringBuilder(line.Length + 16);
        foreach (var letter in line)
        {
            _ = IsWild(letter) ? tamed.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}") : tamed.Append(letter);
        }

        return tamed.ToString();
    }

    private static bool IsWild(char letter) => char.GetUnicodeCategory(letter)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
