using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Plans;
using Tincan.Hosting;
using Tincan.Proxy;
using Tincan.Wires;
using Tincan.Wires.Links;
using Tincan.Wires.Sockets;

namespace GettingStarted;

public sealed class ProxyTests
{
    // page: proxy
    [Fact]
    public async Task A_client_behind_a_proxy_gets_its_answer_byte_by_byte()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var server = Host.Start(await Loopback.ListenAsync(cancel), new LengthServer(), options: null, NullLogger.Instance);

        using var faults = new FaultInjector(FaultPlan.Parse(["split:every=1", "delay:by=10ms"]));
        var options = new HostOptions { Pipeline = new ConnectionPipeline(faults.Link()) };
        var passOn = new ProxyServer(stop => new Connector().ConnectAsync(Loopback.Of(server), stop));
        await using var proxy = Host.Start(await Loopback.ListenAsync(cancel), passOn, options, NullLogger.Instance);

        Assert.Equal("12", await LineClient.AskAsync(Loopback.Of(proxy), "twelve chars", cancel));
    }

    // end
}
