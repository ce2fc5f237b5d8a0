namespace Tincan.Tests.Support;

/// <summary>Tests that count what is allocated run alone: others would take buffers out of the shared pool.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "alone";
}
