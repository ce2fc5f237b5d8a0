namespace Tincan.Pages.Expressions;

/// <summary>An expression has no value for what it was given: arithmetic with a word, a division by 0.</summary>
/// <param name="mistake">The position on the page, and what is wrong.</param>
public sealed class EvaluationException(SyntaxException mistake) : Exception(mistake.Message, mistake)
{
    /// <summary><c>FILE:LINE:COLUMN</c>; null if the page is no file.</summary>
    public string? Place => mistake.Position;

    public string Problem => mistake.Problem;
}
