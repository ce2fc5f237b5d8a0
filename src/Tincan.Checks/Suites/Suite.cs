using Tincan.Checks.Cases;
using Tincan.Checks.Probing;
using Tincan.Checks.Targets;

namespace Tincan.Checks.Suites;

/// <summary>An assignment with its requirements.</summary>
/// <param name="Name">The protocol and the side, as in <c>reverse.server</c>.</param>
/// <param name="Side">The side that the program implements.</param>
/// <param name="Description">One sentence about the program.</param>
/// <param name="Codec">Finds message boundaries, for faults and ladders; null if every read counts as a message.</param>
/// <param name="Cases">The requirements, the most basic first.</param>
public sealed record Suite(string Name, Side Side, string Description, MessageCodec? Codec, IReadOnlyList<Case> Cases) : Assignment(Name, Side, Description, Codec)
{
    /// <summary>Finds out how the program speaks before the cases run. Defaults to only starting it, if it is a server.</summary>
    internal Func<Prober, Task> Probe { get; init; } = static prober => prober.IsServer ? prober.TryAsync(static context => context.StartServerAsync()) : Task.CompletedTask;

    /// <summary>Runs the probe: finds out, from the bytes that the program sends, how its lines end and how it differs from the assignment.</summary>
    /// <param name="target">The program.</param>
    /// <param name="options">How to check it. <see cref="Dialect.Auto"/> makes the probe find the dialect.</param>
    /// <param name="cases">The cases that will run.</param>
    /// <param name="cancel">Cancels the probe.</param>
    /// <exception cref="TargetException">The program could not be started.</exception>
    public async Task<ProbeResult> ProbeAsync(ITarget target, CheckOptions options, IReadOnlyList<Case> cases, CancellationToken cancel)
    {
        var prober = new Prober(this, target, options, cases, cancel);
        await Probe(prober);
        return prober.Result;
    }
}
