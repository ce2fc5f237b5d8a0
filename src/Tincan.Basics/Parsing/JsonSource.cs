namespace Tincan.Parsing;

/// <summary>Reads JSON and keeps the position of every value, so that errors can show it.</summary>
public sealed class JsonSource
{
    private readonly SourceText _source;

    private JsonSource(SourceText source) => _source = source;

    /// <summary>Reads a file.</summary>
    /// <param name="json">The file's bytes: UTF-8, with or without a byte order mark.</param>
    /// <param name="fileName">The file's name, for errors.</param>
    /// <param name="options">Extensions of strict JSON.</param>
    /// <exception cref="SyntaxException">The file is not valid JSON, or an object has a key twice.</exception>
    public static SourceValue Read(ReadOnlySpan<byte> json, string fileName, JsonReaderOptions options = default)
    {
        var source = new SourceText(Utf8Text.SkipMark(json, fileName).ToArray(), fileName);
        return new JsonSource(source).Read(options);
    }

    private SourceValue Read(JsonReaderOptions options)
    {
        if (Utf8Text.Problem(_source.Bytes, out var offset) is { } problem)
        {
            throw _source.Error(offset, problem);
        }

        var json = new Utf8JsonReader(_source.Bytes, options);
        try
        {
            json.Read();
            var value = Value(ref json);
            json.Read();
            return value;
        }
        catch (JsonException wrong)
        {
            var at = ByteAt((int)wrong.LineNumber!.Value, (int)wrong.BytePositionInLine!.Value);
            throw _source.Error(at, at < _source.Length ? "this is not JSON" : "the JSON ends too early");
        }
    }

    private SourceValue Value(ref Utf8JsonReader json)
    {
        var (at, kind) = ((int)json.TokenStartIndex, json.TokenType);
        return kind switch
        {
            JsonTokenType.StartObject => new SourceValue(_source, at, kind) { Members = Members(ref json) },
            JsonTokenType.StartArray => new SourceValue(_source, at, kind) { Items = Items(ref json) },
            JsonTokenType.String => new SourceValue(_source, at, kind) { Word = Text(json) },
            _ => new SourceValue(_source, at, kind) { Word = _source.Word(at, at + json.ValueSpan.Length) },
        };
    }

    private List<(Token Key, SourceValue Value)> Members(ref Utf8JsonReader json)
    {
        var members = new List<(Token Key, SourceValue Value)>();
        var keys = new HashSet<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var key = Text(json);
            if (!keys.Add(key.Text))
            {
                throw key.Error($"{key} is given twice");
            }

            json.Read();
            members.Add((key, Value(ref json)));
        }

        return members;
    }

    private List<SourceValue> Items(ref Utf8JsonReader json)
    {
        var items = new List<SourceValue>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(ref json));
        }

        return items;
    }

    private Token Text(Utf8JsonReader json)
    {
        var at = (int)json.TokenStartIndex + 1;
        if (!json.ValueIsEscaped)
        {
            return _source.Word(at, at + json.ValueSpan.Length);
        }

        try
        {
            return new Token(_source, at, Encoding.UTF8.GetBytes(json.GetString()!), isVerbatim: false);
        }
        catch (InvalidOperationException)
        {
            throw _source.Error(at, "this text has half a character (a lone surrogate)");
        }
    }

    private int ByteAt(int line, int byteInLine)
    {
        var at = 0;
        for (; line > 0; line--)
        {
            at += _source.Bytes[at..].IndexOf((byte)'\n') + 1;
        }

        return Math.Min(at + byteInLine, _source.Length);
    }
}
