using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Rules;

namespace Tincan.Pages.Watching;

/// <summary>Something that a server still has to do on a connection.</summary>
/// <param name="Line">The line of the page that says so.</param>
internal abstract record Expectation(int Line)
{
    /// <summary>It answers a message that only <c>on anything else</c> is for: a server that knows more than the page answers something else.</summary>
    public bool IsDefault { get; init; }

    /// <summary>In words that follow "the page expects".</summary>
    public abstract string Words { get; }

    /// <summary>Where on the page that is.</summary>
    public string Place => $"line {Line}{(IsDefault ? ", on anything else" : "")}";
}

/// <summary>Any messages, or none: the page does not say which.</summary>
internal sealed record AnythingExpected(int Line) : Expectation(Line)
{
    public override string Words => "anything";
}

/// <summary>The server ends the connection, or its direction of it.</summary>
internal sealed record EndExpected(int Line, RehearsedEnd End) : Expectation(Line)
{
    public override string Words => End switch
    {
        RehearsedEnd.Finish => "the server's FIN",
        RehearsedEnd.Close => "the server to close",
        _ => "the server's RST",
    };
}

/// <summary>A message, or bytes without framing.</summary>
/// <param name="Line">The line of the page that says so.</param>
/// <param name="Form">The message as it is on the page.</param>
/// <param name="IsRaw">Bytes without framing.</param>
/// <param name="Known">What is known of its text: the pieces between which anything may be. One piece: all of it.</param>
internal sealed record ReplyExpected(int Line, MessageForm Form, bool IsRaw, IReadOnlyList<string> Known) : Expectation(Line)
{
    private const int MostShown = 60;

    /// <summary>Its length, if its bytes are known.</summary>
    public int? Length => Known is [var all] ? all.Length : null;

    public override string Words => Columns.Cut(string.Join('…', Known.Select(static piece => new ByteText(piece).ToString())) is { Length: > 0 } text ? text : "an empty message", MostShown, "…");

    /// <summary>What the rule sends, as far as it is known.</summary>
    public static ReplyExpected Of(SendAction send, Scope scope)
    {
        try
        {
            return new ReplyExpected(send.At.Line, send.Message, send.IsRaw, [send.Message.Write(scope).Raw]);
        }
        catch (UnknownValueException)
        {
            return new ReplyExpected(send.At.Line, send.Message, send.IsRaw, send.Message is TextMessage text ? Pieces(text, scope) : ["", ""]);
        }
    }

    /// <summary>Whether a message can be this one.</summary>
    public bool Matches(ByteText message) => Known is [var all] ? JsonText.AreSame(message, new ByteText(all)) : HasPieces(message.Raw);

    private static List<string> Pieces(TextMessage message, Scope scope)
    {
        List<string> pieces = [""];
        foreach (var piece in message.Pieces)
        {
            try
            {
                pieces[^1] += new TextMessage(message.At, [piece]).Write(scope).Raw;
            }
            catch (UnknownValueException)
            {
                pieces.Add("");
            }
        }

        return pieces;
    }

    private bool HasPieces(string text)
    {
        var (first, last) = (Known[0], Known[^1]);
        if (text.Length < first.Length + last.Length || !text.StartsWith(first, StringComparison.Ordinal) || !text.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text[first.Length..^last.Length];
        foreach (var piece in Known.Skip(1).Take(Known.Count - 2))
        {
            var at = rest.IndexOf(piece, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + piece.Length)..];
        }

        return true;
    }
}
