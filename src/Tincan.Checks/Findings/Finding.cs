namespace Tincan.Checks.Findings;

/// <summary>What a failed run shows about the program, beyond its kind.</summary>
/// <param name="Id">The same for the same cause: cases that fail with it are reported together.</param>
/// <param name="What">What was seen, without a full stop.</param>
/// <param name="Hint">What to look at in the program, in words a beginner can act on; null: as the case says.</param>
public sealed record Finding(string Id, string What, string? Hint);
