namespace Tincan.Pages.Expressions;

/// <summary>Two values and what joins them.</summary>
public sealed record BinaryExpression(Token At, string Operator, Expression Left, Expression Right) : Expression(At)
{
    public override IEnumerable<Expression> Parts => [Left, Right];

    public override Value Evaluate(Scope scope) => Operator switch
    {
        "and" => Value.Of(Left.Evaluate(scope).IsTrue && Right.Evaluate(scope).IsTrue),
        "or" => Value.Of(Left.Evaluate(scope).IsTrue || Right.Evaluate(scope).IsTrue),
        "=" => Value.Of(Left.Evaluate(scope).SameAs(Right.Evaluate(scope))),
        "!=" => Value.Of(!Left.Evaluate(scope).SameAs(Right.Evaluate(scope))),
        "<" => Value.Of(Number(Left, scope) < Number(Right, scope)),
        "<=" => Value.Of(Number(Left, scope) <= Number(Right, scope)),
        ">" => Value.Of(Number(Left, scope) > Number(Right, scope)),
        ">=" => Value.Of(Number(Left, scope) >= Number(Right, scope)),
        _ => new NumberValue(Calculate(Number(Left, scope), Number(Right, scope))),
    };

    private decimal Calculate(decimal left, decimal right)
    {
        try
        {
            return Operator switch
            {
                "+" => left + right,
                "-" => left - right,
                "*" => left * right,
                "/" => left / right,
                "div" => decimal.Truncate(left / right),
                _ => left % right,
            };
        }
        catch (DivideByZeroException)
        {
            throw new EvaluationException(At.Error("this divides by 0"));
        }
        catch (OverflowException)
        {
            throw new EvaluationException(At.Error("the result has more than 28 digits"));
        }
    }
}
