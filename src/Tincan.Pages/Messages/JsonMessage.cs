using Tincan.Pages.Expressions;

namespace Tincan.Pages.Messages;

/// <summary>A value of a <see cref="JsonMessage"/>.</summary>
public abstract record JsonForm(Token At);

public sealed record JsonConstant(Token At, Value Value) : JsonForm(At);

/// <summary><c>$name</c>: captures, or is what was captured before.</summary>
public sealed record JsonCapture(Token At, string Name, CaptureKind Kind) : JsonForm(At);

public sealed record JsonComputed(Token At, Expression Expression) : JsonForm(At);

/// <summary><c>…</c>: any value.</summary>
public sealed record JsonAnything(Token At) : JsonForm(At);

/// <summary>An array; <paramref name="IsOpen"/>: <c>…</c> at its end allows more items.</summary>
public sealed record JsonList(Token At, IReadOnlyList<JsonForm> Items, bool IsOpen) : JsonForm(At);

/// <summary>An object; <paramref name="IsOpen"/>: <c>…</c> at its end allows more members.</summary>
public sealed record JsonObject(Token At, IReadOnlyList<(ByteText Key, JsonForm Form)> Members, bool IsOpen) : JsonForm(At);

/// <summary>JSON with captures and computed values. It is compared by value: neither white space nor the order of members counts.</summary>
/// <param name="At">Where it is on the page.</param>
/// <param name="Root">The value.</param>
/// <param name="Pieces">The text as it is on the page, and between its pieces what is put in when it is sent.</param>
public sealed record JsonMessage(Token At, JsonForm Root, IReadOnlyList<(ByteText Text, JsonForm? Hole)> Pieces) : MessageForm(At)
{
    public override IEnumerable<Token> Captures => All(Root).OfType<JsonCapture>().Where(static form => form.Name != Ignored).Select(static form => form.At);

    public override IEnumerable<Expression> Expressions => All(Root).OfType<JsonComputed>().Select(static form => form.Expression);

    public override Token? Unsendable => All(Root)
        .FirstOrDefault(static form => form is JsonAnything or JsonCapture { Name: Ignored } or JsonList { IsOpen: true } or JsonObject { IsOpen: true })?.At;

    public override ByteText Write(Scope scope) => new(string.Concat(Pieces.Select(piece =>
        piece.Text.Raw + (piece.Hole is null ? "" : JsonText.Write(ValueOf(piece.Hole, scope)).Raw))));

    protected override bool TryMatch(ByteText message, Scope scope, IDictionary<string, Value> found) =>
        JsonText.TryRead(message.ToArray(), out var value) && IsMatch(Root, value, scope, found);

    private static Value ValueOf(JsonForm form, Scope scope) => form switch
    {
        JsonComputed computed => computed.Expression.Evaluate(scope),
        JsonCapture capture => scope.Find(capture.Name) ?? throw new EvaluationException(form.At.Error($"nothing is captured as ${capture.Name} here")),
        _ => throw new EvaluationException(form.At.Error("'…' is any value: it cannot be sent")),
    };

    private static IEnumerable<JsonForm> All(JsonForm form) => (form switch
    {
        JsonList list => list.Items.SelectMany(All),
        JsonObject members => members.Members.SelectMany(static member => All(member.Form)),
        _ => [],
    }).Prepend(form);

    private static bool IsMatch(JsonForm form, Value value, Scope scope, IDictionary<string, Value> found)
    {
        switch (form)
        {
            case JsonConstant constant:
                return constant.Value.Equals(value);
            case JsonComputed computed:
                return computed.Expression.Evaluate(scope).Equals(value);
            case JsonCapture capture:
                return IsCaptured(capture, value, scope, found);
            case JsonList list:
                return value is ListValue { Items: var items }
                    && (list.IsOpen ? items.Count >= list.Items.Count : items.Count == list.Items.Count)
                    && list.Items.Index().All(item => IsMatch(item.Item, items[item.Index], scope, found));
            case JsonObject members:
                return value is ObjectValue { Members: var actual }
                    && (members.IsOpen || actual.Count == members.Members.Count)
                    && members.Members.All(member => actual.TryGetValue(member.Key, out var one) && IsMatch(member.Form, one, scope, found));
            default:
                return true;
        }
    }

    private static bool IsCaptured(JsonCapture capture, Value value, Scope scope, IDictionary<string, Value> found)
    {
        if (Known(capture.Name, scope, found) is { } known && capture.Name != Ignored)
        {
            // A parameter is text; a number of JSON may be meant by it.
            return known.Equals(value) || (value is NumberValue && scope.Parameters.ContainsKey(capture.Name) && known.SameAs(value));
        }

        var fits = capture.Kind switch
        {
            CaptureKind.Number => value is NumberValue,
            CaptureKind.Text => value is TextValue,
            CaptureKind.Word => value is TextValue { Text: { Length: > 0, Raw: var raw } } && !raw.AsSpan().ContainsAny(" \t\r\n"),
            _ => true,
        };
        if (fits && capture.Name != Ignored)
        {
            found[capture.Name] = value;
        }

        return fits;
    }
}
