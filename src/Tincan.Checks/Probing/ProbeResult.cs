namespace Tincan.Checks.Probing;

/// <summary>What a probe found out about a program before it is judged.</summary>
public sealed record ProbeResult
{
    /// <summary>How the program is to be checked: as a person said, and for the rest as it was found.</summary>
    public required CheckOptions Options { get; init; }

    /// <summary>What was found and why, a sentence each, without a full stop. Defaults to nothing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why the program could not be spoken to at all; null if it could.</summary>
    public CheckFailedException? StartFailure { get; init; }
}
