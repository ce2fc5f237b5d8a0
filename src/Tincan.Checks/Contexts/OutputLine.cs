namespace Tincan.Checks.Contexts;

/// <summary>A line that a client should print.</summary>
/// <param name="Text">The line; of a pattern, how it is written on the page.</param>
/// <param name="Matches">Whether a line is meant; null if only the text is.</param>
internal sealed record OutputLine(string Text, Func<string, bool>? Matches = null);
