using Tincan.Checks.Cases;
using Tincan.Checks.Probing;
using Tincan.Checks.Targets;

namespace Tincan.Checks.Suites;

/// <summary>An assignment with all of its requirements.</summary>
/// <param name="Name"><c>reverse.server</c>.</param>
/// <param name="Side">Which side of the conversation.</param>
/// <param name="About">What the program is, in one sentence.</param>
/// <param name="Codec">Where messages end, for faults and ladders; null: a segment is a message.</param>
/// <param name="Cases">The requirements, the most basic first.</param>
public sealed record Suite(string Name, Side Side, string About, MessageCodec? Codec, IReadOnlyList<Case> Cases) : Assignment(Name, Side, About, Codec)
{
    /// <summary>Finds out how a program speaks before it is judged. Defaults to starting it only.</summary>
    internal Func<Prober, Task> Probe { get; init; } = StartProbe.RunAsync;

    /// <summary>Starts a program, speaks to it, and reads how its lines end and where it differs from the assignment: from the bytes that it sends, and never from what it is judged by.</summary>
    /// <param name="target">What is checked.</param>
    /// <param name="options">How. The dialect is looked for if it is <see cref="Dialect.Auto"/>.</param>
    /// <param name="cases">The cases that are to be run.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TargetException">The program could not be started at all.</exception>
    public async Task<ProbeResult> ProbeAsync(ITarget target, CheckOptions options, IReadOnlyList<Case> cases, CancellationToken cancel)
    {
        var prober = new Prober(this, target, options, cases, cancel);
        await Probe(prober);
        return prober.Result;
    }
}
