using Tincan.Framing.Framings;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;

namespace Tincan.Pages.Reading;

/// <summary>What the <c>protocol</c> block of a page says: a key and its value on each line.</summary>
internal sealed record ProtocolBlock
{
    private static readonly string[] Keys = ["framing", "port", "param", "unfinished", "without", "should", "reads", "line-ends", "padding", "connections", "input", "output", "answers"];

    private const string Within = "within ";

    /// <summary>Null only while the block is being read.</summary>
    public FramingPair? Framing { get; init; }

    public int Port { get; init; }

    public IReadOnlyList<PageParameter> Parameters { get; init; } = [];

    public Unfinished? Unfinished { get; init; }

    public IReadOnlyList<string> Without { get; init; } = [];

    public IReadOnlyList<string> Recommended { get; init; } = [];

    public bool IsStream { get; init; }

    public bool HasOptionalLineEnds { get; init; }

    public bool HasOptionalPadding { get; init; }

    public string? OutputFile { get; init; }

    public bool IsAnyConnection { get; init; }

    public string? InputFile { get; init; }

    public Expression? AnswerTime { get; init; }

    public static ProtocolBlock Read(SourceText source, Token at, IEnumerable<(int Start, int End)> lines)
    {
        FramingPair? framing = null;
        var block = new ProtocolBlock();
        Token? lineEnds = null;
        foreach (var (start, lineEnd) in lines)
        {
            var (from, end) = Trim(source, start, CommentAt(source, start, lineEnd));
            if (from == end)
            {
                continue;
            }

            var keyEnd = from;
            var key = ExpressionParser.ReadName(source, ref keyEnd, end);
            var (valueFrom, _) = Trim(source, keyEnd, end);
            var value = source.Word(valueFrom, end);
            if (value.Bytes.IsEmpty && Keys.Contains(key.Text))
            {
                throw value.Error($"a value was expected after {key}");
            }

            switch (key.Text)
            {
                case "framing":
                    framing = framing is null ? FramingPair.Read(value) : throw key.Error("the framing is given twice");
                    break;
                case "port":
                    block = block with { Port = ReadPort(value) };
                    break;
                case "param":
                    var parameter = ReadParameter(source, valueFrom, end);
                    block = block.Parameters.Any(before => before.Name == parameter.Name)
                        ? throw value.Error($"the parameter '{parameter.Name}' is there twice")
                        : block with { Parameters = [.. block.Parameters, parameter] };
                    break;
                case "unfinished":
                    block = block with { Unfinished = ReadUnfinished(value) };
                    break;
                case "without":
                    block = block with { Without = [.. block.Without, .. ReadDerived(source, valueFrom, end)] };
                    break;
                case "reads":
                    block = value.Text == "any" ? block with { IsStream = true } : throw value.Error("the only value is 'reads any': it makes no difference how the bytes are cut into reads");
                    break;
                case "line-ends":
                    block = value.Text == "optional" ? block with { HasOptionalLineEnds = true } : throw value.Error("only 'line-ends optional' can be said: a program may also take each read for a message");
                    lineEnds = key;
                    break;
                case "padding":
                    block = value.Text == "optional" ? block with { HasOptionalPadding = true } : throw value.Error("only 'padding optional' can be said: a program may pad its messages with spaces to a fixed size");
                    break;
                case "answers":
                    block = block with { AnswerTime = value.Text.StartsWith(Within, StringComparison.Ordinal) ? TimeExpression.Read(source, value.Part(Within.Length, value.Bytes.Length)) : throw value.Error("only 'answers within TIME' can be said") };
                    break;
                case "input":
                    block = block with { InputFile = value.Bytes.ContainsAny(" /"u8) ? throw value.Error("the input file is one name, without a folder") : value.Text };
                    break;
                case "output":
                    block = block with { OutputFile = value.Bytes.ContainsAny(" /"u8) ? throw value.Error("the output file is one name, without a folder") : value.Text };
                    break;
                case "connections":
                    block = value.Text == "any" ? block with { IsAnyConnection = true } : throw value.Error("only 'connections any' can be said: a client may use one connection, or one for each of its messages");
                    break;
                case "should":
                    block = block with { Recommended = [.. block.Recommended, .. ReadDerived(source, valueFrom, end)] };
                    break;
                default:
                    throw source.Error(from, $"{key} is no key of a protocol block: {DidYouMean.Hint(key.Text, Keys, $"the keys are {string.Join(", ", Keys)}")}");
            }
        }

        if (lineEnds is { } optional && framing is not { ToServer.HasAnyLineEnd: true, ToClient.HasAnyLineEnd: true })
        {
            throw optional.Error("line ends can be optional only with 'framing lines', which allows any line end");
        }

        return framing is null ? throw at.Error("the protocol block does not say where a message ends: framing lines, framing length u32 big …") : block with { Framing = framing };
    }

    /// <summary>Where a comment begins: a '#' at the front or after a blank, outside quotes.</summary>
    private static int CommentAt(SourceText source, int start, int end)
    {
        var isQuoted = false;
        for (var at = start; at < end; at++)
        {
            isQuoted ^= source.Bytes[at] == '"';
            if (source.Bytes[at] == '#' && !isQuoted && (at == start || source.Bytes[at - 1] is (byte)' ' or (byte)'\t'))
            {
                return at;
            }
        }

        return end;
    }

    private static (int From, int End) Trim(SourceText source, int from, int end)
    {
        end = from + source.Bytes[from..end].TrimEnd(" \t\r"u8).Length;
        return (end - source.Bytes[from..end].TrimStart(" \t"u8).Length, end);
    }

    /// <summary>Reads the ids of derived cases.</summary>
    private static List<string> ReadDerived(SourceText source, int from, int end)
    {
        List<string> ids = [];
        while (from < end)
        {
            var length = source.Bytes[from..end].IndexOfAny(" \t"u8) is var blank and >= 0 ? blank : end - from;
            var id = source.Word(from, from + length);
            ids.Add(DerivedIds.All.Contains(id.Text) ? id.Text : throw id.Error($"{id} is no derived case: {DidYouMean.Hint(id.Text, DerivedIds.All, $"the derived cases are {string.Join(", ", DerivedIds.All)}")}"));
            (from, _) = Trim(source, from + length, end);
        }

        return ids;
    }

    private static int ReadPort(Token value) => int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535
        ? port
        : throw value.Error("a port is a number from 0 to 65535");

    private static Unfinished ReadUnfinished(Token value) => value.Text switch
    {
        "ignored" => Pages.Unfinished.Ignored,
        "answered" => Pages.Unfinished.Answered,
        "refused" => Pages.Unfinished.Refused,
        var text => throw value.Error($"{value} is not what can happen to an unfinished message: {DidYouMean.Hint(text, ["ignored", "answered", "refused"], "answered, ignored or refused")}"),
    };

    /// <summary>Reads <c>name = value | value "meaning"</c>; the first value is the default, and a text in quotes any text.</summary>
    private static PageParameter ReadParameter(SourceText source, int from, int end)
    {
        var at = from;
        var name = ExpressionParser.ReadName(source, ref at, end);
        var (equals, _) = Trim(source, at, end);
        if (name.Bytes.IsEmpty || equals == end || source.Bytes[equals] != '=')
        {
            throw source.Error(name.Bytes.IsEmpty ? from : equals, "a parameter has a name and a value: param greeting = \"\" \"Sent on connect.\"");
        }

        List<string> values = [];
        at = equals;
        do
        {
            (at, _) = Trim(source, at + 1, end);
            values.Add(ReadValue(source, ref at, end));
            (at, _) = Trim(source, at, end);
        }
        while (at < end && source.Bytes[at] == '|');
        var meaning = at < end ? ReadValue(source, ref at, end) : "";
        return at == end
            ? new PageParameter(name, name.Text, values[0], values.Count > 1 ? values : [], meaning)
            : throw source.Error(at, "the line should end after what the parameter means");
    }

    /// <summary>A word, or a text in quotes.</summary>
    private static string ReadValue(SourceText source, ref int at, int end)
    {
        if (at >= end)
        {
            throw source.Error(at, "a value was expected here: a word, or a text in quotes");
        }

        if (source.Bytes[at] == '"')
        {
            var parser = new ExpressionParser(source, at, end);
            var text = parser.ReadText();
            at = parser.At;
            return text.Names().FirstOrDefault() is { Bytes.IsEmpty: false } name
                ? throw name.Error("a parameter cannot have a capture in its value")
                : System.Text.Encoding.UTF8.GetString(text.Evaluate(new Scope()).AsText().ToArray());
        }

        var word = source.Bytes[at..end].IndexOfAny(" \t|\""u8) is var length and >= 0 ? length : end - at;
        at += word;
        return word > 0 ? source.Word(at - word, at).Text : throw source.Error(at, "a value was expected here: a word, or a text in quotes");
    }
}
