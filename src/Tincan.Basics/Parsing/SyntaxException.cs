namespace Tincan.Parsing;

/// <summary>A text that a person wrote is invalid: a fault, a plan, a page.</summary>
/// <param name="position"><c>FILE:LINE:COLUMN</c>; null if there is no file.</param>
/// <param name="line">The line, escaped.</param>
/// <param name="caret">The column of the caret below the line, from 0.</param>
/// <param name="problem">What is wrong, and what would be right.</param>
public sealed class SyntaxException(string? position, string line, int caret, string problem)
    : FormatException($"{(position is null ? "" : $"{position}:\n")}{line}\n{new string(' ', caret)}^\n{problem}")
{
    /// <summary><c>FILE:LINE:COLUMN</c>; null if there is no file.</summary>
    public string? Position { get; } = position;

    /// <summary>The text or the line of the file, escaped, and cut around the error if it is long.</summary>
    public string Line { get; } = line;

    /// <summary>The column of the first wrong character in <see cref="Line"/>, from 0.</summary>
    public int Caret { get; } = caret;

    /// <summary>What is wrong and what would be right, in a sentence or two.</summary>
    public string Problem { get; } = problem;
}
