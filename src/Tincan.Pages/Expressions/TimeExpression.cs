namespace Tincan.Pages.Expressions;

/// <summary>Times on a page: <c>200ms</c>, or a number of seconds that is calculated from parameters, such as <c>$deadline * 0.75</c>.</summary>
public static class TimeExpression
{
    /// <summary>Reads a time.</summary>
    /// <param name="source">The page.</param>
    /// <param name="text">The time.</param>
    /// <exception cref="SyntaxException">It is no time.</exception>
    public static Expression Read(SourceText source, Token text)
    {
        var blanks = text.Bytes.Length - text.Bytes.TrimStart(" \t"u8).Length;
        return TimeText.TryRead(text.Text.Trim(), out var time) ? Of(time, text)
            : text.Bytes.Contains((byte)'$') ? new ExpressionParser(source, text.Start + blanks, text.Start + text.Bytes.Length).ReadAll()
            : throw text.Error("a time was expected here: 200ms, 1s, 2m, $deadline * 0.75", blanks);
    }

    /// <summary>A fixed time.</summary>
    public static ConstantExpression Of(TimeSpan time, Token at) => new(at, new Values.NumberValue((decimal)time.TotalSeconds));

    extension(Expression seconds)
    {
        /// <summary>The time, at most <see cref="TimeText.Most"/>.</summary>
        /// <exception cref="EvaluationException">It is no number of seconds.</exception>
        public TimeSpan ToTime(Scope scope)
        {
            ArgumentNullException.ThrowIfNull(seconds);
            var value = seconds.Evaluate(scope);
            return value.TryNumber(out var number) && number >= 0
                ? TimeSpan.FromSeconds((double)Math.Min(number, (decimal)TimeText.Most.TotalSeconds))
                : throw new EvaluationException(seconds.At.Error($"'{value.AsText()}' is not a number of seconds"));
        }
    }
}
