using System.Text.Encodings.Web;

namespace Tincan.Cli.Terminal;

/// <summary>
/// A line for programs: an object with <c>time</c> (RFC 3339, UTC), <c>level</c>, <c>id</c>, <c>event</c>, <c>message</c>, the fields of the message, and
/// <c>exception</c> if there was one.
/// </summary>
internal sealed class JsonLogForm : LogForm
{
    /// <summary>The name of the field that has the message template.</summary>
    private const string Template = "{OriginalFormat}";

    // Keeps text readable. Characters that could control a terminal are escaped below, which works because they occur only inside strings.
    private static readonly JsonWriterOptions Loose = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string Write(LogEvent entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Loose))
        {
            json.WriteStartObject();
            json.WriteString("time", entry.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", entry.LevelWord);
            json.WriteNumber("id", entry.Event.Id);
            json.WriteString("event", entry.Event.Name);
            json.WriteString("message", entry.Message);
            foreach (var (name, value) in entry.State as IEnumerable<KeyValuePair<string, object?>> ?? [])
            {
                if (name != Template)
                {
                    json.WritePropertyName(name);
                    Write(json, value);
                }
            }

            if (entry.Error is not null)
            {
                json.WriteString("exception", $"{entry.Error}");
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
            case int or long:
                json.WriteNumberValue(Convert.ToInt64(value));
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

    /// <summary>Escapes control characters, line separators, and characters that reorder or hide text.</summary>
    private static string Tame(string line) =>
        line.Any(IsWild) ? string.Concat(line.Select(static letter => IsWild(letter) ? $"\\u{(int)letter:X4}" : $"{letter}")) : line;

    private static bool IsWild(char letter) => char.GetUnicodeCategory(letter)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
