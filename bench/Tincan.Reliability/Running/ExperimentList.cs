namespace Tincan.Reliability;

/// <summary>Every experiment, in the order of the page.</summary>
internal static class ExperimentList
{
    public static IReadOnlyList<IExperiment> All { get; } = [new LoadHeld(), new Soak(), new Hostile(), new Fuzz(), new UnderFaults(), new FourHosts()];
}
