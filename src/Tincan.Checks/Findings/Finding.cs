namespace Tincan.Checks.Findings;

/// <summary>The cause of a failure, as recognised in a run.</summary>
/// <param name="Id">The same id for the same cause. Cases with the same id are reported together.</param>
/// <param name="What">The observation, without a full stop.</param>
/// <param name="Hint">What to look for in the source code, in words that a beginner understands; null for the hint of the case.</param>
public sealed record Finding(string Id, string What, string? Hint)
{
    /// <summary>Whether the hint comes after that of the case, and not in its place. Defaults to false.</summary>
    internal bool FollowsCase { get; init; }

    /// <summary>The line of the program's source code that failed; null if it is unknown.</summary>
    internal string? Location { get; init; }

    /// <summary>The cause without the line: other programs have the same bug elsewhere, and a connection that breaks does so in one of several calls.</summary>
    internal Finding Anywhere => Location is null ? this : this with
    {
        Id = Id.Replace($" {Location}", "", StringComparison.Ordinal),
        What = What.Replace($" at {Location}", "", StringComparison.Ordinal),
    };
}
