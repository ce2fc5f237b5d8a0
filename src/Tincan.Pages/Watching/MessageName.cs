using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Rules;

namespace Tincan.Pages.Watching;

/// <summary>What a message is called: as it is written on the page, without the kinds of its captures.</summary>
internal static class MessageName
{
    private const int MostColumns = 48;

    /// <summary>The name; null if the form fits too many messages to tell anything about one.</summary>
    public static string? Of(MessageForm form)
    {
        var name = form switch
        {
            TextMessage text when text.Pieces.OfType<LiteralPiece>().Any(static piece => piece.Text.Raw.Any(char.IsAsciiLetterOrDigit)) =>
                string.Concat(text.Pieces.Select(NameOf)),
            JsonMessage json => NameOf(json.Root),
            RegexMessage { At.Text: ['/', .. var regex, '/'] } when regex.Any(char.IsAsciiLetterOrDigit) =>
                regex.Replace(@"\/", "/", StringComparison.Ordinal).Replace(@"\.", ".", StringComparison.Ordinal),
            _ => null,
        };
        return name is null ? null : Columns.Cut(Escape.ForTerminal(name.Trim()), MostColumns, "…");
    }

    /// <summary>
    /// The word that a rule's condition looks for, as in <c>upper($command) = "SET"</c>; null if the message begins with a word of its own, or the condition has
    /// no such word.
    /// </summary>
    /// <param name="rule">The rule of the message.</param>
    /// <param name="scope">What the message has captured.</param>
    public static string? Of(Rule rule, Scope scope) => rule is { When: { } when, Message: { } form } && Of(form) is not [>= 'A' and <= 'Z' or >= 'a' and <= 'z', ..]
        ? Equalities(when).FirstOrDefault(one => IsEqual(one, scope))?.Right.Evaluate(scope).AsText().ToString()
        : null;

    /// <summary>The same form with any values in it.</summary>
    public static MessageForm Loose(MessageForm form) => form switch
    {
        TextMessage text => text with { Pieces = [.. text.Pieces.Select(static piece => piece is LiteralPiece ? piece : new AnythingPiece(piece.At))] },
        JsonMessage json => json with { Root = Loose(json.Root) },
        _ => form,
    };

    private static JsonForm Loose(JsonForm form) => form switch
    {
        JsonList list => list with { Items = [.. list.Items.Select(Loose)] },
        Messages.JsonObject members => members with { Members = [.. members.Members.Select(static member => (member.Key, Loose(member.Form)))] },
        JsonConstant => form,
        _ => new JsonAnything(form.At),
    };

    private static IEnumerable<BinaryExpression> Equalities(Expression expression) => expression switch
    {
        BinaryExpression { Operator: "=", Right: var right } equality when !right.Names().Any() && !right.States().Any() => [equality],
        BinaryExpression { Operator: "and" or "or" } both => Equalities(both.Left).Concat(Equalities(both.Right)),
        _ => [],
    };

    private static bool IsEqual(BinaryExpression equality, Scope scope)
    {
        try
        {
            return equality.Evaluate(scope).IsTrue;
        }
        catch (Exception error) when (error is UnknownValueException or EvaluationException)
        {
            return false;
        }
    }

    private static string NameOf(TextPiece piece) => piece switch
    {
        LiteralPiece literal => literal.Text.TryDecode(out var text) ? text : literal.Text.Raw,
        CapturePiece capture => $"${capture.Name}",
        _ => "…",
    };

    private static string? NameOf(JsonForm form) => form switch
    {
        Messages.JsonObject { Members.Count: > 0 } members => $"{{{string.Join(", ", members.Members.Select(NameOf))}}}",
        JsonList { Items.Count: > 0 } list => $"[{string.Join(", ", list.Items.Select(item => NameOf(item) ?? "…"))}]",
        JsonConstant constant => constant.At.Text,
        JsonCapture capture => $"${capture.Name}",
        _ => null,
    };

    private static string NameOf((ByteText Key, JsonForm Form) member) =>
        member.Form is JsonConstant constant ? $"{member.Key.Raw}: {constant.At.Text}" : member.Key.Raw;
}
