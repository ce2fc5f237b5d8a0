using Tincan.Bench.Processes;

namespace Tincan.Bench.Servers;

/// <summary>Servers that echo or reverse lines, in the languages that people write them in.</summary>
internal static class EchoServers
{
    private const string Listen = "127.0.0.1:{port}";

    /// <summary>All of them; the program's own is the first.</summary>
    /// <param name="mode">echo or reverse, as they all call it.</param>
    public static IReadOnlyList<Server> All(string mode) =>
    [
        Server.OfTincan("serve", mode, "--listen", Listen),
        Server.InC(mode),
        Server.InGo(mode, "{port}"),
        new("Node", "node", Path.Combine(Programs.Peers, "server.js"), mode, "{port}") { ExtraWarm = 0.5 },
        Server.InPython("uvloop", mode, "{port}"),
        Server.InPython("asyncio", mode, "{port}"),
        Server.InPython("threads", mode, "{port}"),
        new("Kestrel", Programs.Self, "--kestrel", mode, "{port}") { ExtraWarm = 1.5 },
    ];
}
