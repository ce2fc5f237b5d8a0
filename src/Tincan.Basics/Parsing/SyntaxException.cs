namespace Tincan.Parsing;

/// <summary>Something that a person wrote cannot be understood: a fault, a plan, a file of settings.</summary>
public sealed class SyntaxException : FormatException
{
    /// <summary>A mistake at a position.</summary>
    /// <param name="place"><c>FILE:LINE:COLUMN</c>; null where there is no file.</param>
    /// <param name="line">The line, as it can be shown.</param>
    /// <param name="caret">The column of the caret below it.</param>
    /// <param name="problem">What is wrong, and what would be right.</param>
    public SyntaxException(string? place, string line, int caret, string problem)
        : base($"{(place is null ? "" : $"{place}:\n")}{line}\n{new string(' ', caret)}^\n{problem}")
    {
        Place = place;
        Line = line;
        Caret = caret;
        Problem = problem;
    }

    /// <summary>Where: <c>FILE:LINE:COLUMN</c>; null if it was no file.</summary>
    public string? Place { get; }

    /// <summary>The text or the line of the file, made visible and, if it is long, cut to what is around the mistake.</summary>
    public string Line { get; }

    /// <summary>How many columns of a terminal stand in <see cref="Line"/> before the first wrong character.</summary>
    public int Caret { get; }

    /// <summary>What is wrong and what would be right, in a sentence or two.</summary>
    public string Problem { get; }
}
