using Tincan.Pages.Expressions;

namespace Tincan.Pages.Messages;

/// <summary>Reads a message as it is written on a page: <c>…</c>, <c>/…/</c>, JSON, text, or text in quotes.</summary>
public static class MessageParser
{
    private static ReadOnlySpan<byte> Anything => "…"u8;

    /// <summary>Reads the message that fills a part of a line.</summary>
    /// <param name="source">The page.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Where it ends.</param>
    public static MessageForm Read(SourceText source, int start, int end)
    {
        var all = source.Word(start, end);
        var bytes = all.Bytes;
        if (bytes.SequenceEqual(Anything))
        {
            return new AnyMessage(all);
        }

        if (bytes is [(byte)'/', _, .., (byte)'/'])
        {
            var at = start;
            var regex = SafeRegex.Read(source, ref at, end, isWhole: true);
            return at == end ? new RegexMessage(all, regex) : throw source.Error(at, @"a '/' in a regular expression is written \/");
        }

        if (JsonMessageParser.IsMeant(bytes))
        {
            return new JsonMessageParser(source, start, end).Read();
        }

        if (bytes is not [(byte)'"', ..])
        {
            return new TextMessage(all, ReadPieces(source, start, end));
        }

        var close = start + 1;
        while (close < end && source.Bytes[close] != '"')
        {
            close += source.Bytes[close] == '\\' ? 2 : 1;
        }

        // Text that only begins with a quotation mark is text.
        return close == end - 1
            ? new TextMessage(all, ReadPieces(source, start + 1, close))
            : new TextMessage(all, ReadPieces(source, start, end));
    }

    /// <summary>Reads <c>:KIND</c> after the name of a capture, if it is there.</summary>
    public static CaptureKind ReadKind(SourceText source, ref int at, int end)
    {
        if (at + 1 >= end || source.Bytes[at] != ':')
        {
            return CaptureKind.Any;
        }

        var after = at + 1;
        var word = ExpressionParser.ReadName(source, ref after, end);
        CaptureKind? kind = word.Text switch
        {
            "word" => CaptureKind.Word,
            "number" => CaptureKind.Number,
            "text" => CaptureKind.Text,
            _ => null,
        };
        at = kind is null ? at : after;
        return kind ?? CaptureKind.Any;
    }

    private static List<TextPiece> ReadPieces(SourceText source, int at, int end)
    {
        List<TextPiece> pieces = [];
        while (at < end)
        {
            var piece = source.Bytes[at] == '$' ? ReadDollar(source, ref at, end)
                : source.Bytes[at..end].StartsWith(Anything) ? ReadAnything(source, ref at)
                : ReadLiteral(source, ref at, end);
            if (pieces is [.., var before] && TakesWhatItFinds(before) && TakesWhatItFinds(piece) && !IsRun(before))
            {
                throw piece.At.Error("two captures with nothing between them: where the first ends cannot be known");
            }

            pieces.Add(piece);
        }

        return pieces;
    }

    private static bool TakesWhatItFinds(TextPiece piece) => piece is AnythingPiece or CapturePiece or ComputedPiece { IsNumber: true };

    private static bool IsRun(TextPiece piece) => piece is CapturePiece { Kind: CaptureKind.Word or CaptureKind.Number } or ComputedPiece { IsNumber: true };

    private static TextPiece ReadDollar(SourceText source, ref int at, int end)
    {
        var start = at;
        var parser = new ExpressionParser(source, at, end);
        var expression = parser.ReadDollar();
        at = parser.At;
        if (expression is not VariableExpression variable || source.Bytes[start + 1] == '(')
        {
            var isNumber = source.Bytes[start + 1] == '(' && source.Bytes[at..end].StartsWith(":number"u8);
            at += isNumber ? ":number".Length : 0;
            return new ComputedPiece(source.Word(start, at), expression) { IsNumber = isNumber };
        }

        var kind = ReadKind(source, ref at, end);
        return new CapturePiece(variable.At, variable.Name, kind);
    }

    private static AnythingPiece ReadAnything(SourceText source, ref int at)
    {
        at += Anything.Length;
        return new AnythingPiece(source.Word(at - Anything.Length, at));
    }

    private static LiteralPiece ReadLiteral(SourceText source, ref int at, int end)
    {
        var start = at;
        var text = new StringBuilder();
        while (at < end && source.Bytes[at] != '$' && !source.Bytes[at..end].StartsWith(Anything))
        {
            text.Append(source.Bytes[at] == '\\' ? TextEscape.Read(source, ref at, end).Raw : ((char)source.Bytes[at++]).ToString());
        }

        return new LiteralPiece(source.Word(start, at), new ByteText(text.ToString()));
    }
}
