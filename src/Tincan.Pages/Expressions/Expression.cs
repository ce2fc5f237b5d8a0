using System.Text.RegularExpressions;

namespace Tincan.Pages.Expressions;

/// <summary>Something with a value.</summary>
/// <param name="At">Where it is on the page.</param>
public abstract record Expression(Token At)
{
    /// <exception cref="EvaluationException">It has no value for what the names stand for.</exception>
    public abstract Value Evaluate(Scope scope);

    /// <summary>The expressions in it.</summary>
    public virtual IEnumerable<Expression> Parts => [];

    /// <summary>What fills a parameter, everywhere in it.</summary>
    public IEnumerable<FillExpression> Fills() => Parts.SelectMany(static part => part.Fills()).Concat(this is FillExpression fill ? [fill] : []);

    /// <summary>The names it uses as <c>$name</c>, everywhere in it.</summary>
    public IEnumerable<Token> Names() => this is VariableExpression ? [At] : Parts.SelectMany(static part => part.Names());

    /// <summary>The variables it uses, everywhere in it.</summary>
    public IEnumerable<StateExpression> States() => Parts.SelectMany(static part => part.States()).Concat(this is StateExpression state ? [state] : []);

    protected static decimal Number(Expression part, Scope scope)
    {
        var value = part.Evaluate(scope);
        return value.TryNumber(out var number) ? number : throw new EvaluationException(part.At.Error($"'{value.AsText()}' is not a number"));
    }
}

public sealed record ConstantExpression(Token At, Value Value) : Expression(At)
{
    public override Value Evaluate(Scope scope) => Value;
}

/// <summary><c>$name</c>: a capture or a parameter.</summary>
public sealed record VariableExpression(Token At, string Name) : Expression(At)
{
    public override Value Evaluate(Scope scope) =>
        scope.Find(Name) ?? throw new EvaluationException(At.Error($"nothing is captured as ${Name} here"));
}

/// <summary><c>my.name</c> or <c>our.name</c>, with a key if it is a map.</summary>
public sealed record StateExpression(Token At, bool IsShared, string Name, Expression? Key) : Expression(At)
{
    public override IEnumerable<Expression> Parts => Key is null ? [] : [Key];

    public override Value Evaluate(Scope scope) => Key is null ? Of(scope)[Name] : Of(scope).At(Name, Key.Evaluate(scope).AsText());

    public Variables Of(Scope scope) => IsShared ? scope.Our : scope.My;
}

/// <summary>Texts and values one after the other: a text in quotes with <c>$name</c> in it.</summary>
public sealed record JoinExpression(Token At, IReadOnlyList<Expression> Pieces) : Expression(At)
{
    public override IEnumerable<Expression> Parts => Pieces;

    public override Value Evaluate(Scope scope) => new TextValue(new ByteText(string.Concat(Pieces.Select(piece => piece.Evaluate(scope).AsText().Raw))));
}

public sealed record CallExpression(Token At, Function Function, IReadOnlyList<Expression> Arguments) : Expression(At)
{
    public override IEnumerable<Expression> Parts => Arguments;

    public override Value Evaluate(Scope scope)
    {
        try
        {
            return Function.Apply([.. Arguments.Select(argument => argument.Evaluate(scope))]);
        }
        catch (FormatException wrong)
        {
            throw new EvaluationException(At.Error(wrong.Message));
        }
    }
}

/// <summary><c>if(condition, one, other)</c>: only the one that counts is evaluated.</summary>
public sealed record ChoiceExpression(Token At, Expression Condition, Expression One, Expression Other) : Expression(At)
{
    public override IEnumerable<Expression> Parts => [Condition, One, Other];

    public override Value Evaluate(Scope scope) => Condition.Evaluate(scope).IsTrue ? One.Evaluate(scope) : Other.Evaluate(scope);
}

public sealed record NotExpression(Token At, Expression Operand) : Expression(At)
{
    public override IEnumerable<Expression> Parts => [Operand];

    public override Value Evaluate(Scope scope) => Value.Of(!Operand.Evaluate(scope).IsTrue);
}

public sealed record NegativeExpression(Token At, Expression Operand) : Expression(At)
{
    public override IEnumerable<Expression> Parts => [Operand];

    public override Value Evaluate(Scope scope) => new NumberValue(-Number(Operand, scope));
}

/// <summary><c>key in our.map</c>.</summary>
public sealed record InExpression(Token At, Expression Key, StateExpression Map) : Expression(At)
{
    public override IEnumerable<Expression> Parts => [Key, Map];

    public override Value Evaluate(Scope scope) => Value.Of(Map.Of(scope).Has(Map.Name, Key.Evaluate(scope).AsText()));
}

/// <summary><c>text matches /…/</c>.</summary>
public sealed record MatchesExpression(Token At, Expression Text, Regex Regex) : Expression(At)
{
    public override IEnumerable<Expression> Parts => [Text];

    public override Value Evaluate(Scope scope) => Value.Of(Regex.IsMatch(Text.Evaluate(scope).AsText().Raw));
}
