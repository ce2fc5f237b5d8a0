using Tincan.Bench.Load;

namespace Tincan.Bench.Measuring;

/// <summary>One thing that is measured: a load, put on some servers in turn.</summary>
/// <param name="Name">As the command line and the report call it.</param>
/// <param name="Shape">The load.</param>
/// <param name="Peers">The servers; the first is the one that goals are set for.</param>
/// <param name="Baseline">The one of them that the others are a ratio of.</param>
/// <param name="Goal">What the first server has to keep of the baseline.</param>
/// <param name="AtRest">The load greets and then rests: what counts is what a connection holds, not how fast it is.</param>
internal sealed record Part(
    string Name, LoadShape Shape, IReadOnlyList<Peer> Peers, Peer Baseline, double Goal = 0.95, bool AtRest = false)
{
    private static readonly Peer[] Echoes = [Peer.Ours, Peer.Bare, Peer.Python];

    public static IReadOnlyList<Part> All { get; } =
    [
        new("pingpong", LoadShape.PingPong(clients: 50, size: 64), Echoes, Peer.Bare),
        new("stream", LoadShape.Stream(clients: 1, chunk: 64 * 1024), Echoes, Peer.Bare),
        new("fair", LoadShape.Stream(clients: 16, chunk: 64 * 1024), Echoes, Peer.Bare),
        new("recorded", LoadShape.PingPong(clients: 50, size: 64), [Peer.Recorded, Peer.Ours], Peer.Ours, Goal: 0.5),
        new("idle", LoadShape.PingPong(clients: 1000, size: 64), [Peer.Ours, Peer.Bare], Peer.Bare, AtRest: true),
    ];

    public static bool TryFind(string[] names, out IReadOnlyList<Part> parts)
    {
        parts = [.. All.Where(part => names.Contains(part.Name, StringComparer.Ordinal))];
        return parts.Count == names.Length;
    }
}
