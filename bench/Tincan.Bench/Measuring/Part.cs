using Tincan.Bench.Load;

namespace Tincan.Bench.Measuring;

/// <summary>One thing that is measured: a load, put on some servers in turn.</summary>
/// <param name="Name">As the command line and the report call it.</param>
/// <param name="Shape">The load.</param>
/// <param name="Peers">The servers; the first is the one that goals are set for.</param>
/// <param name="Baseline">The one of them that the others are a ratio of.</param>
/// <param name="Goal">What the first server has to reach, as a multiple of the rival's rate; null for no such goal.</param>
/// <param name="AtRest">The load greets and then rests: what counts is what a connection holds, not how fast it is.</param>
internal sealed record Part(
    string Name, LoadShape Shape, IReadOnlyList<Peer> Peers, Peer Baseline, double? Goal = null, bool AtRest = false)
{
    private static readonly Peer[] Echoes = [Peer.Ours, Peer.Bare, Peer.Python];
    private static readonly Peer[] Proxies = [Peer.Tincan, Peer.Socat, Peer.Direct];

    public static IReadOnlyList<Part> All { get; } =
    [
        new("pingpong", LoadShape.PingPong(clients: 50, size: 64), Echoes, Peer.Bare, Goal: 0.95),
        new("stream", LoadShape.Stream(clients: 1, chunk: 64 * 1024), Echoes, Peer.Bare, Goal: 0.95),
        new("fair", LoadShape.Stream(clients: 16, chunk: 64 * 1024), Echoes, Peer.Bare, Goal: 0.95),
        new("recorded", LoadShape.PingPong(clients: 50, size: 64), [Peer.Recorded, Peer.Ours], Peer.Ours, Goal: 0.5),
        new("idle", LoadShape.PingPong(clients: 1000, size: 64), [Peer.Ours, Peer.Bare], Peer.Bare, AtRest: true),
        new("proxy.pingpong", LoadShape.PingPong(clients: 50, size: 64), Proxies, Peer.Direct, Goal: 1.5) { Rival = Peer.Socat },
        new("proxy.one", LoadShape.PingPong(clients: 1, size: 64), Proxies, Peer.Direct),
        new("proxy.stream", LoadShape.Stream(clients: 1, chunk: 64 * 1024), Proxies, Peer.Direct, Goal: 1) { Rival = Peer.Socat },
    ];

    /// <summary>The server that the goal is set against. Defaults to the baseline.</summary>
    public Peer Rival { get; init; } = Baseline;

    /// <summary>Finds parts by name; what comes before a full stop names all that begin with it.</summary>
    public static bool TryFind(string[] names, out IReadOnlyList<Part> parts)
    {
        parts = [.. All.Where(part => names.Any(part.IsCalled))];
        return names.All(static name => All.Any(part => part.IsCalled(name)));
    }

    private bool IsCalled(string name) => Name == name || Name.StartsWith(name + ".", StringComparison.Ordinal);
}
