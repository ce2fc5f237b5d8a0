namespace Tincan.Acceptance.Load;

/// <summary>Tests that measure time or memory run alone, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Measured
{
    public const string Name = "measured";
}
