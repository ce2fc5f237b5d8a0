using Tincan.Protocols.Names;

namespace Tincan.Cli.Up;

/// <summary>A service whose strings differ between editions of the assignment.</summary>
internal abstract record EditionPlan : LineServicePlan
{
    public Edition Edition { get; init; } = Edition.Current;
}
