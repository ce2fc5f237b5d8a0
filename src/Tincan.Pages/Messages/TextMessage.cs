using Tincan.Pages.Expressions;

namespace Tincan.Pages.Messages;

/// <summary>A piece of a <see cref="TextMessage"/>.</summary>
public abstract record TextPiece(Token At);

/// <summary>These bytes.</summary>
public sealed record LiteralPiece(Token At, ByteText Text) : TextPiece(At);

/// <summary><c>$name</c>: captures, or is what was captured before.</summary>
public sealed record CapturePiece(Token At, string Name, CaptureKind Kind) : TextPiece(At);

/// <summary><c>$(…)</c>, or <c>$(…):number</c>.</summary>
public sealed record ComputedPiece(Token At, Expression Expression) : TextPiece(At)
{
    /// <summary>Whether it matches every way to write this number, such as 2.5 and 2.50. Defaults to false.</summary>
    public bool IsNumber { get; init; }
}

/// <summary><c>…</c>: any text.</summary>
public sealed record AnythingPiece(Token At) : TextPiece(At);

/// <summary>Text with captures, computed values and gaps.</summary>
public sealed record TextMessage(Token At, IReadOnlyList<TextPiece> Pieces) : MessageForm(At)
{
    /// <summary>The parameter that is filled in, if the message is that and nothing else.</summary>
    public FillExpression? Fill => Pieces is [ComputedPiece { Expression: FillExpression fill }] ? fill : null;

    public override IEnumerable<Token> Captures => Pieces.OfType<CapturePiece>().Where(static piece => piece.Name != Ignored).Select(static piece => piece.At);

    public override IEnumerable<Expression> Expressions => Pieces.OfType<ComputedPiece>().Select(static piece => piece.Expression);

    public override Token? Unsendable => Pieces.FirstOrDefault(static piece => piece is AnythingPiece or CapturePiece { Name: Ignored })?.At;

    public override ByteText Write(Scope scope) => new(string.Concat(Pieces.Select(piece => piece switch
    {
        LiteralPiece literal => literal.Text.Raw,
        ComputedPiece computed => computed.Expression.Evaluate(scope).AsText().Raw,
        CapturePiece capture => scope.Find(capture.Name)?.AsText().Raw
            ?? throw new EvaluationException(piece.At.Error($"nothing is captured as ${capture.Name} here")),
        _ => throw new EvaluationException(piece.At.Error("'…' is any text: it cannot be sent")),
    })));

    protected override bool TryMatch(ByteText message, Scope scope, IDictionary<string, Value> found)
    {
        var text = message.Raw.AsSpan();
        var at = 0;

        // A capture or a gap whose end the next literal decides, and where it begins.
        (TextPiece Piece, int From)? open = null;
        for (var i = 0; i < Pieces.Count; i++)
        {
            var piece = Pieces[i];
            if (Fixed(piece, scope, found) is { } expected)
            {
                if (expected.Length == 0 && i < Pieces.Count - 1)
                {
                    continue;
                }

                var position = open is null ? (text[at..].StartsWith(expected, StringComparison.Ordinal) ? at : -1) : Find(text, at, expected, isLast: i == Pieces.Count - 1);
                if (position < 0 || (open is { } ends && !Take(ends.Piece, text[ends.From..position], found)))
                {
                    return false;
                }

                (open, at) = (null, position + expected.Length);
            }
            else if (piece is CapturePiece { Kind: CaptureKind.Word or CaptureKind.Number } run)
            {
                var length = Run(run.Kind, text[at..]);
                if (length == 0 || !Take(run, text.Slice(at, length), found))
                {
                    return false;
                }

                at += length;
            }
            else if (piece is ComputedPiece number)
            {
                var length = Run(CaptureKind.Number, text[at..]);
                if (length == 0 || !new TextValue(new ByteText(text.Slice(at, length).ToString())).SameAs(number.Expression.Evaluate(scope)))
                {
                    return false;
                }

                at += length;
            }
            else
            {
                open = (piece, at);
            }
        }

        return open is { } last ? Take(last.Piece, text[last.From..], found) : at == text.Length;
    }

    /// <summary>The text that must be there; null if the piece takes what it finds.</summary>
    private static string? Fixed(TextPiece piece, Scope scope, IDictionary<string, Value> found) => piece switch
    {
        LiteralPiece literal => literal.Text.Raw,
        ComputedPiece { IsNumber: false } computed => computed.Expression.Evaluate(scope).AsText().Raw,
        CapturePiece { Name: not Ignored } capture => Known(capture.Name, scope, found)?.AsText().Raw,
        _ => null,
    };

    private static int Find(ReadOnlySpan<char> text, int at, string expected, bool isLast)
    {
        if (isLast)
        {
            return text.Length - expected.Length >= at && text.EndsWith(expected, StringComparison.Ordinal) ? text.Length - expected.Length : -1;
        }

        var position = text[at..].IndexOf(expected, StringComparison.Ordinal);
        return position < 0 ? -1 : at + position;
    }

    private static bool Take(TextPiece piece, ReadOnlySpan<char> text, IDictionary<string, Value> found)
    {
        if (piece is not CapturePiece capture)
        {
            return true;
        }

        if (capture.Kind == CaptureKind.Text && text.IsEmpty)
        {
            return false;
        }

        if (capture.Name != Ignored)
        {
            found[capture.Name] = new TextValue(new ByteText(text.ToString()));
        }

        return true;
    }

    /// <summary>How many characters a word or a number has at the front; 0 if there is none.</summary>
    private static int Run(CaptureKind kind, ReadOnlySpan<char> text)
    {
        if (kind == CaptureKind.Word)
        {
            var blank = text.IndexOfAny(" \t\r\n");
            return blank < 0 ? text.Length : blank;
        }

        var sign = text is ['-' or '+', ..] ? 1 : 0;
        var end = sign;
        var points = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] == '.' && points++ == 0)))
        {
            end++;
        }

        // A full stop after a number is not part of it.
        end -= end > sign && text[end - 1] == '.' ? 1 : 0;
        return end > sign && end - sign <= 28 ? end : 0;
    }
}
