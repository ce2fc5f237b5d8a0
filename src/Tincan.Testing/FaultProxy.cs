using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Framing.Framings;
using Tincan.Hosting;
using Tincan.Proxy;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace Tincan.Testing;

/// <summary>A proxy between the program under test and a server: it passes everything on, and applies faults to it.</summary>
public sealed class FaultProxy : TestEndpoint
{
    private FaultProxy(Host host, FaultInjector faults, Traffic traffic)
        : base(host, faults, traffic)
    {
    }

    /// <summary>Starts a proxy. Where messages end is guessed from the first ones.</summary>
    /// <param name="server">The server, as <c>HOST:PORT</c>.</param>
    /// <param name="faults">Faults in the words of <c>--fault</c>, for instance <c>split:every=1</c>. Their random choices come from the seed 1.</param>
    /// <exception cref="FormatException">The address or a fault cannot be read.</exception>
    public static Task<FaultProxy> StartAsync(string server, params string[] faults) => StartAsync(server, FaultPlans.Read(faults));

    /// <summary>Starts a proxy.</summary>
    /// <param name="server">The server, as <c>HOST:PORT</c>.</param>
    /// <param name="plan">The faults. Without a seed, each run makes other random choices.</param>
    /// <param name="framing">Where messages end, for instance <c>length u32 big</c>; null: guessed from the first ones.</param>
    /// <param name="cancel">Cancels the start.</param>
    /// <exception cref="FormatException">The address or the framing cannot be read.</exception>
    public static Task<FaultProxy> StartAsync(string server, FaultPlan plan, string? framing = null, CancellationToken cancel = default)
    {
        if (!WireAddress.TryParse(server, out var address, out var problem))
        {
            throw new FormatException($"'{server}': {problem}");
        }

        return StartAsync(
            new ProxyServer(stop => new Connector().ConnectAsync(address, stop)),
            plan,
            framing is null ? FramingPair.GuessedCodec() : FramingPair.Parse(framing).ToCodec(),
            static (host, faults, traffic) => new FaultProxy(host, faults, traffic),
            cancel);
    }
}
