using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Wires;

namespace Tincan.Cli.Commands.Settings;

/// <summary>A server that would ask itself: each question would make another one, for as long as there are descriptors.</summary>
internal static class Circle
{
    /// <summary>How a client and a server that both have one port written into them get a proxy between them on one machine.</summary>
    public const string WayOut = "if client and server both have that port written into them, see 'One port written into both' in docs/watching.md";

    /// <summary>Refuses servers that lead back to where the asking one listens.</summary>
    /// <param name="listen">Where it listens.</param>
    /// <param name="servers">The servers it asks.</param>
    /// <param name="hint">What to do instead.</param>
    /// <exception cref="UsageException">One of them does.</exception>
    public static void Refuse(WireAddress listen, IEnumerable<WireAddress> servers, string hint)
    {
        if (servers.FirstOrDefault(server => Places.Leads(server, listen)) is { } itself)
        {
            throw new UsageException($"{itself} leads back to {listen}, where this one listens itself: {hint}");
        }
    }

    /// <summary>What to do where a proxy and its target would have one port of this machine.</summary>
    public static string Hint(WireAddress target) => target is HostPort { Port: var port }
        ? $"give the proxy another port, or another address, for instance 'tincan proxy 127.0.0.2:{port} 127.0.0.1:{port}'; {WayOut}"
        : "give the proxy another path";
}
