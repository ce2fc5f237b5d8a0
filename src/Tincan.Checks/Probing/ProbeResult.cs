namespace Tincan.Checks.Probing;

/// <summary>What a probe found out about a program.</summary>
public sealed record ProbeResult
{
    /// <summary>The options for the cases: as the user set them, and otherwise as the probe found them.</summary>
    public required CheckOptions Options { get; init; }

    /// <summary>What was found and why, one sentence each, without a full stop. Defaults to none.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why the program could not be started or reached; null if it could.</summary>
    public CheckFailedException? StartFailure { get; init; }
}
