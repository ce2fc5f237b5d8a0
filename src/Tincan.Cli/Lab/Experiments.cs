namespace Tincan.Cli.Lab;

/// <summary>All experiments, in the best order to read them.</summary>
internal static class Experiments
{
    public static IReadOnlyList<IExperiment> All { get; } =
    [
        new Refused(),
        new TimeWait(),
        new SecondClient(),
        new TypeAhead(),
        new Coalesced(),
        new Split(),
        new HalfClose(),
        new LateAnswer(),
        new SlowReader(),
    ];
}
