using System.Text.RegularExpressions;

namespace Tincan.Pages.Expressions;

/// <summary>
/// <c>$answer("olleH")</c>: the text of a parameter such as <c>Answer: {line}</c> with values in the place of its holes. They are in the order of the holes in the
/// parameter's default.
/// </summary>
/// <param name="At">Where it is on the page.</param>
/// <param name="Parameter">The parameter.</param>
/// <param name="Arguments">The values.</param>
public sealed partial record FillExpression(Token At, VariableExpression Parameter, IReadOnlyList<Expression> Arguments) : Expression(At)
{
    /// <summary>The pattern is quick, but the machine may be busy.</summary>
    private const int TimeLimit = 60_000;

    public override IEnumerable<Expression> Parts => [Parameter, .. Arguments];

    /// <summary>The holes of a text, each once, in their order, with their braces.</summary>
    public static IReadOnlyList<string> HolesOf(string text) => [.. Hole().Matches(text).Select(static match => match.Value).Distinct(StringComparer.Ordinal)];

    public override Value Evaluate(Scope scope)
    {
        var form = Parameter.Evaluate(scope);
        var text = form.AsText().Raw;
        foreach (var (hole, value) in Fillings(form, scope))
        {
            text = text.Replace(hole, value, StringComparison.Ordinal);
        }

        return new TextValue(new ByteText(text));
    }

    /// <summary>What the value of the parameter would be, if this is what its text with these values in it looks like; null if it cannot be: the last one must be in it.</summary>
    public ByteText? Recognise(ByteText filled, Scope scope)
    {
        var fillings = Fillings(Parameter.Evaluate(scope), scope);
        var text = filled.Raw;
        foreach (var (hole, value) in fillings.Where(static one => one.Value.Length > 0).OrderByDescending(static one => one.Value.Length))
        {
            text = text.Replace(value, hole, StringComparison.Ordinal);
        }

        return text.Contains(fillings[^1].Hole, StringComparison.Ordinal) ? new ByteText(text) : null;
    }

    private List<(string Hole, string Value)> Fillings(Value form, Scope scope) => form is TextValue { Holes: var holes } && holes.Count == Arguments.Count
        ? [.. holes.Zip(Arguments, (hole, argument) => (hole, argument.Evaluate(scope).AsText().Raw))]
        : throw new EvaluationException(At.Error($"{Parameter.At} has no place for {Arguments.Count} values"));

    [GeneratedRegex(@"\{[a-z][a-z0-9-]*\}", RegexOptions.None, TimeLimit)]
    private static partial Regex Hole();
}
