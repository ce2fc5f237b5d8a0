using Tincan.Pages.Expressions;

namespace Tincan.Pages.Messages;

/// <summary>Reads JSON in which values may be expressions: <c>{"id": $id, "sum": $a + $b, …}</c>.</summary>
internal sealed class JsonMessageParser(SourceText source, int start, int end)
{
    private const int MaxDepth = 60;

    private readonly List<(ByteText Text, JsonForm? Hole)> _pieces = [];
    private readonly int _start = start;
    private int _at = start;

    /// <summary>Where the text begins that belongs to no piece yet.</summary>
    private int _literal = start;
    private int _depth;

    /// <summary>Whether a message is JSON: an object with a quoted key, or an array of values.</summary>
    public static bool IsMeant(ReadOnlySpan<byte> text)
    {
        if (text is not ([(byte)'{', .., (byte)'}'] or [(byte)'[', .., (byte)']']))
        {
            return false;
        }

        var first = text[1..].TrimStart(" \t"u8);
        return text[0] == '{'
            ? first[0] is (byte)'"' or (byte)'}' || first.StartsWith("…"u8)
            : first[0] is (byte)'"' or (byte)'{' or (byte)'[' or (byte)']' or (byte)'$' or (byte)'-' || char.IsAsciiDigit((char)first[0])
                || first.StartsWith("…"u8) || first.StartsWith("true"u8) || first.StartsWith("false"u8) || first.StartsWith("null"u8);
    }

    public JsonMessage Read()
    {
        var root = ReadValue();
        SkipBlanks();
        if (_at != end)
        {
            throw Mistake("the JSON value has ended before this");
        }

        _pieces.Add((Text(_literal, end), null));
        return new JsonMessage(source.Word(_start, end), root, _pieces);
    }

    /// <summary>A text that looks like JSON is read as JSON, so a mistake in it may be that it is none.</summary>
    private SyntaxException Mistake(string problem) =>
        source.Error(_at, $@"{problem}; a text that begins with '{(char)source.Bytes[_start]}' and is not JSON is written \{(char)source.Bytes[_start]}");

    private ByteText Text(int from, int to) => ByteText.From(source.Bytes[from..to]);

    private JsonForm ReadValue()
    {
        SkipBlanks();
        if (_at >= end)
        {
            throw Mistake("a JSON value was expected here");
        }

        if (++_depth > MaxDepth)
        {
            throw source.Error(_at, $"this is nested more than {MaxDepth} deep");
        }

        var form = source.Bytes[_at] switch
        {
            (byte)'{' => ReadObject(),
            (byte)'[' => ReadList(),
            _ when IsAnything() => ReadAnything(),
            _ when Constant() is { } constant => constant,
            _ => ReadHole(),
        };
        _depth--;
        return form;
    }

    private JsonAnything ReadAnything()
    {
        _at += 3;
        return new JsonAnything(source.Word(_at - 3, _at));
    }

    private bool IsAnything() => source.Bytes[_at..end].StartsWith("…"u8);

    private JsonObject ReadObject()
    {
        var from = _at++;
        List<(ByteText, JsonForm)> members = [];
        var isOpen = false;
        while (!TryClose('}', isFirst: members.Count == 0 && !isOpen))
        {
            SkipBlanks();
            if (_at < end && IsAnything())
            {
                (isOpen, _at) = (true, _at + 3);
                continue;
            }

            var key = Constant()?.Value is TextValue text ? text.Text : throw source.Error(_at, "the key of a member was expected here, in double quotes");
            SkipBlanks();
            if (_at >= end || source.Bytes[_at] != ':')
            {
                throw source.Error(_at, "':' was expected here");
            }

            _at++;
            members.Add((key, ReadValue()));
        }

        return new JsonObject(source.Word(from, _at), members, isOpen);
    }

    private JsonList ReadList()
    {
        var from = _at++;
        List<JsonForm> items = [];
        var isOpen = false;
        while (!TryClose(']', isFirst: items.Count == 0 && !isOpen))
        {
            SkipBlanks();
            if (_at < end && IsAnything() && source.Bytes[(_at + 3)..end].TrimStart(" \t"u8) is [(byte)']', ..])
            {
                (isOpen, _at) = (true, _at + 3);
                continue;
            }

            items.Add(ReadValue());
        }

        return new JsonList(source.Word(from, _at), items, isOpen);
    }

    /// <summary>Whether the object or list ends here; otherwise a comma must be here, unless it is the first.</summary>
    private bool TryClose(char closing, bool isFirst)
    {
        SkipBlanks();
        if (_at >= end)
        {
            throw Mistake($"'{closing}' was expected here");
        }

        if (source.Bytes[_at] == closing)
        {
            _at++;
            return true;
        }

        if (!isFirst)
        {
            _at += source.Bytes[_at] == ',' ? 1 : throw Mistake($"',' or '{closing}' was expected here");
        }

        return false;
    }

    /// <summary>A text without a '$', a number, true, false or null; null if it is none of these or goes on as an expression.</summary>
    private JsonConstant? Constant()
    {
        var length = source.Bytes[_at] == '"' ? QuotedLength() : WordLength();
        var word = source.Word(_at, _at + length);
        var isText = source.Bytes[_at] == '"';
        if (length == 0 || (isText && word.Bytes.Contains((byte)'$') && !IsKey(_at + length)))
        {
            return null;
        }

        var after = source.Bytes[(_at + length)..end].TrimStart(" \t"u8);
        if (after is not ([] or [(byte)',' or (byte)'}' or (byte)']' or (byte)':', ..]))
        {
            return null;
        }

        if (!JsonText.TryRead(word.Bytes.ToArray(), out var value))
        {
            throw word.Error($"{word} is not a value of JSON");
        }

        _at += length;
        return new JsonConstant(word, value);
    }

    private bool IsKey(int at) => source.Bytes[at..end].TrimStart(" \t"u8) is [(byte)':', ..];

    private int QuotedLength()
    {
        var close = _at + 1;
        while (close < end && source.Bytes[close] != '"')
        {
            close += source.Bytes[close] == '\\' ? 2 : 1;
        }

        return close < end ? close + 1 - _at : throw source.Error(_at, "this quote is never closed");
    }

    private int WordLength()
    {
        var at = _at + (source.Bytes[_at] == '-' ? 1 : 0);
        while (at < end && (char.IsAsciiLetterOrDigit((char)source.Bytes[at]) || source.Bytes[at] is (byte)'.' or (byte)'+' or (byte)'-'))
        {
            at++;
        }

        var word = source.Word(_at, at).Text;
        return word is "true" or "false" or "null" || (word.Length > 0 && (char.IsAsciiDigit(word[0]) || word[0] == '-') && JsonText.TryRead(source.Word(_at, at).Bytes.ToArray(), out _))
            ? at - _at
            : 0;
    }

    private JsonForm ReadHole()
    {
        _pieces.Add((Text(_literal, _at), null));
        var parser = new ExpressionParser(source, _at, end);
        var expression = parser.Read();
        JsonForm hole;
        if (expression is VariableExpression variable)
        {
            var at = parser.At;
            var kind = MessageParser.ReadKind(source, ref at, end);
            hole = new JsonCapture(variable.At, variable.Name, kind);
            _at = at;
        }
        else
        {
            hole = new JsonComputed(source.Word(_at, parser.At), expression);
            _at = parser.At;
        }

        _pieces[^1] = (_pieces[^1].Text, hole);
        _literal = _at;
        return hole;
    }

    private void SkipBlanks()
    {
        while (_at < end && source.Bytes[_at] is (byte)' ' or (byte)'\t')
        {
            _at++;
        }
    }
}
