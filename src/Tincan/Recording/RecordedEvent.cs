namespace Tincan.Recording;

/// <summary>
/// The fields of an event, as they are read from a line. Fields that are not known are skipped, and of two with the same name the last one counts. A field
/// is null while it is missing.
/// </summary>
internal ref struct RecordedEvent
{
    private enum Field
    {
        Number,
        Time,
        Wall,
        Connection,
        What,
        Direction,
        Offset,
        Data,
        Base64,
        Message,
        Ends,
        Names,
        Expects,
        Fault,
        By,
        Reason,
        Service,
        Text,
        Unknown,
    }

    private static readonly byte[][] Fields = Utf8Words<Field>();
    private static readonly byte[][] Kinds = Utf8Words<WireEventKind>();
    private static readonly byte[][] Directions = Utf8Words<Direction>();
    private static readonly string AKind = $"a kind of event in version {RecordingFormat.Version}";

    private long? _number;
    private TimeSpan? _time;
    private DateTimeOffset? _wall;
    private int? _connection;
    private WireEventKind? _what;
    private Direction _direction;
    private long _offset;
    private ReadOnlyMemory<byte>? _data;
    private ReadOnlyMemory<byte> _base64;
    private int? _message;
    private IReadOnlyList<long>? _ends;
    private IReadOnlyList<string>? _names;
    private string? _expects;
    private string? _fault;
    private string? _by;
    private CloseReason? _reason;
    private string? _service;
    private string? _text;

    /// <summary>Reads an event.</summary>
    /// <param name="line">A line without its line end.</param>
    /// <exception cref="FormatException">A field is missing or wrong.</exception>
    /// <exception cref="JsonException">The line is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A text is not UTF-8.</exception>
    public static WireEvent Read(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        var read = new RecordedEvent();
        json.Read();
        if (json.TokenType == JsonTokenType.StartObject)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var field = FieldOf(ref json);
                json.Read();
                read.Read(field, ref json);
            }
        }
        else
        {
            json.Skip();
        }

        // Nothing may follow: the reader throws if it does.
        json.Read();
        return read.Finish();
    }

    private static Field FieldOf(ref Utf8JsonReader json) =>
        IndexOf(Fields, ref json) is >= 0 and var index ? (Field)index : Field.Unknown;

    private void Read(Field field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case Field.Number:
                _number = RecordedNumber.Read(ref json, "number", RecordedNumber.MaxCount);
                break;
            case Field.Time:
                _time = RecordedNumber.ReadTime(ref json);
                break;
            case Field.Wall:
                _wall = RecordedNumber.ReadWall(ref json);
                break;
            case Field.Connection:
                _connection = (int)RecordedNumber.Read(ref json, "connection", int.MaxValue);
                break;
            case Field.What:
                _what = (WireEventKind)Word(Kinds, ref json, "what", AKind);
                break;
            case Field.Direction:
                _direction = (Direction)Word(Directions, ref json, "direction", "a direction");
                break;
            case Field.Offset:
                _offset = RecordedNumber.Read(ref json, "offset", RecordedNumber.MaxCount);
                break;
            case Field.Data:
                _data = Bytes(ref json);
                break;
            case Field.Base64:
                _base64 = json.GetBytesFromBase64();
                break;
            case Field.Message:
                _message = (int)RecordedNumber.Read(ref json, "message", int.MaxValue / 2);
                break;
            case Field.Ends:
                _ends = List(ref json, "ends", static (ref json) => RecordedNumber.Read(ref json, "ends", RecordedNumber.MaxCount));
                break;
            case Field.Names:
                _names = List(ref json, "names", static (ref json) => String(ref json, "names") ?? "");
                break;
            case Field.Expects:
                _expects = String(ref json, "expects");
                break;
            case Field.Fault:
                _fault = String(ref json, "fault");
                break;
            case Field.By:
                _by = String(ref json, "by");
                break;
            case Field.Reason:
                var word = String(ref json, "reason");
                _reason = CloseReasonWords.Reason(word) ?? throw new FormatException($"'{word}' is not a reason");
                break;
            case Field.Service:
                _service = String(ref json, "service");
                break;
            case Field.Text:
                _text = String(ref json, "text");
                break;
            default:
                json.Skip();
                break;
        }
    }

    private readonly WireEvent Finish() => new()
    {
        Kind = _what ?? throw Missing("what"),
        Number = _number ?? throw Missing("number"),
        At = _time ?? throw Missing("time"),
        Wall = _wall ?? throw Missing("wall"),
        Connection = _connection ?? throw Missing("connection"),
        Direction = _direction,
        Offset = _offset,
        Bytes = _data ?? _base64,
        Message = _message,
        Ends = _ends ?? [],
        Names = _names ?? [],
        Expects = _expects,
        Fault = _fault,
        By = _by,
        Reason = _reason,
        Service = _service,
        Text = _text,
    };

    private static FormatException Missing(string name) => new($"'{name}' is missing");

    private static string? String(ref Utf8JsonReader json, string name) =>
        json.TokenType is JsonTokenType.String or JsonTokenType.Null ? json.GetString() : throw new FormatException($"'{name}' is not a text");

    /// <summary>A text as UTF-8. It is never longer than what is written for it.</summary>
    private static ReadOnlyMemory<byte> Bytes(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        var bytes = new byte[json.ValueSpan.Length];
        return bytes.AsMemory(0, json.CopyString(bytes));
    }

    private static List<T> List<T>(ref Utf8JsonReader json, string name, Reading<T> read)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException($"'{name}' is not a list");
        }

        var list = new List<T>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            list.Add(read(ref json));
        }

        return list;
    }

    private static int Word(byte[][] words, ref Utf8JsonReader json, string name, string what) =>
        json.TokenType == JsonTokenType.String && IndexOf(words, ref json) is >= 0 and var index ? index : throw new FormatException($"'{String(ref json, name)}' is not {what}");

    private static int IndexOf(byte[][] words, ref Utf8JsonReader json)
    {
        ReadOnlySpan<byte> word = json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;
        for (var i = 0; i < words.Length; i++)
        {
            if (word.SequenceEqual(words[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static byte[][] Utf8Words<T>()
        where T : struct, Enum => Array.ConvertAll(Readable.WordsOf<T>(), Encoding.UTF8.GetBytes);

    private delegate T Reading<out T>(ref Utf8JsonReader json);
}
