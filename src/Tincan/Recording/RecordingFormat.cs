using System.Text.Unicode;

namespace Tincan.Recording;

/// <summary>
/// The format of a recording: JSON, one event per line, after a first line with the version. <c>docs/recording.md</c> describes it, and
/// <c>docs/recording.schema.json</c> is its schema.
/// </summary>
public static class RecordingFormat
{
    /// <summary>The current version. A reader reads all versions up to it.</summary>
    public const int Version = 4;

    /// <summary>Escapes only what JSON requires, so that recordings are readable. The web page escapes by itself.</summary>
    public static JsonWriterOptions Loose { get; } = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private static readonly string[] Kinds = Readable.WordsOf<WireEventKind>();
    private static readonly string[] Directions = Readable.WordsOf<Direction>();

    /// <summary>One per thread: a new writer for each event would cost as much as the event.</summary>
    [ThreadStatic]
    private static Utf8JsonWriter? _ofThisThread;

    /// <summary>The word for a kind of event.</summary>
    /// <param name="kind">The kind.</param>
    public static string Word(this WireEventKind kind) => Kinds[(int)kind];

    /// <summary>The word for a direction.</summary>
    /// <param name="direction">The direction.</param>
    public static string Word(this Direction direction) => Directions[(int)direction];

    /// <summary>Writes the first line of a recording.</summary>
    /// <param name="began">When the recording began.</param>
    /// <param name="by">The program that makes it.</param>
    /// <param name="output">The output.</param>
    public static void WriteHeader(DateTimeOffset began, string by, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using (var json = new Utf8JsonWriter(output, Loose))
        {
            json.WriteStartObject();
            json.WriteNumber("tincan-recording", Version);
            json.WriteString("began", began.UtcDateTime);
            json.WriteString("by", by);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Writes an event and its line end.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="output">The output.</param>
    public static void Write(WireEvent happened, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(output);
        var json = _ofThisThread ??= new Utf8JsonWriter(output, Loose);
        json.Reset(output);
        Write(happened, json);
        json.Flush();
        output.Write("\n"u8);
    }

    /// <summary>Reads an event.</summary>
    /// <param name="line">A line without its line end.</param>
    /// <exception cref="FormatException">The line is not an event; the message says why.</exception>
    public static WireEvent Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            return RecordedEvent.Read(line.Span);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FormatException(error is JsonException ? "not JSON, or cut off" : error.Message, error);
        }
    }

    /// <summary>Reads the first line of a recording.</summary>
    /// <param name="line">The line without its line end.</param>
    /// <returns>The version; null if it is not a recording.</returns>
    public static int? ReadVersion(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("tincan-recording", out var version)
                && version.TryGetInt32(out var number)
                ? number
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Writes an event as an object.</summary>
    public static void Write(WireEvent happened, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("number", happened.Number);
        json.WriteNumber("time", Seconds(happened.At));
        json.WriteString("wall", happened.Wall.UtcDateTime);
        json.WriteNumber("connection", happened.Connection);
        json.WriteString("what", happened.Kind.Word());
        if (happened.Kind is not (WireEventKind.Close or WireEventKind.Note))
        {
            json.WriteString("direction", happened.Direction.Word());
            json.WriteNumber("offset", happened.Offset);
        }

        if (happened.Kind is WireEventKind.Receive or WireEventKind.Send)
        {
            WriteBytes(happened.Bytes.Span, json);
        }

        if (happened.Message is { } message)
        {
            json.WriteNumber("message", message);
            json.WriteStartArray("ends");
            foreach (var end in happened.Ends)
            {
                json.WriteNumberValue(end);
            }

            json.WriteEndArray();
        }

        if (happened.Names.Count > 0)
        {
            json.WriteStartArray("names");
            foreach (var name in happened.Names)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }

        if (happened.Expects is { } expects)
        {
            json.WriteString("expects", expects);
        }

        if (happened.Fault is { } fault)
        {
            json.WriteString("fault", fault);
        }

        if (happened.By is { } by)
        {
            json.WriteString("by", by);
        }

        if (happened.Reason is { } reason)
        {
            json.WriteString("reason", reason.Word());
        }

        if (happened.Service is { } service)
        {
            json.WriteString("service", service);
        }

        if (happened.Text is { } text)
        {
            json.WriteString("text", text);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes text where that is lossless, so that a recording can be read and searched, and base64 otherwise.</summary>
    private static void WriteBytes(ReadOnlySpan<byte> bytes, Utf8JsonWriter json)
    {
        if (Utf8.IsValid(bytes))
        {
            json.WriteString("data", bytes);
        }
        else
        {
            json.WriteBase64String("base64", bytes);
        }
    }

    private static decimal Seconds(TimeSpan time) => (decimal)time.Ticks / TimeSpan.TicksPerSecond;
}
