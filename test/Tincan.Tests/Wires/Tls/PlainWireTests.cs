using Tincan.Hosting;
using Tincan.Protocols.Reverse;
using Tincan.Proxy;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Tls;

namespace Tincan.Tests.Wires.Tls;

public sealed class PlainWireTests
{
    private const string ClientHello = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003";

    [Theory]
    [InlineData("\u0015\u0003\u0001\u0000\u0002\u0002\u0046")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u000a")]
    public Task A_server_that_answers_with_an_alert_wants_TLS_on_every_split(string alert) =>
        Splits.EachAsync(alert, async split =>
        {
            var (client, server) = MemoryWire.CreatePair();
            var plain = new PlainWire(client);
            await server.SendSegmentsAsync(split);

            var error = await Assert.ThrowsAsync<WireException>(() => plain.ReceiveToEndAsync());
            Assert.Equal(CloseReason.Handshake, error.Reason);
            Assert.EndsWith("expects TLS: try --tls", error.Message, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("hello")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0003\u000a")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002")]
    [InlineData("a\u0015\u0003\u0003\u0000\u0002\u0002\u000a")]
    public Task Anything_else_comes_through_on_every_split(string said) =>
        Splits.EachAsync(said, async split =>
        {
            var (client, server) = MemoryWire.CreatePair();
            await server.SendSegmentsAsync(split);
            await server.FinishAsync();

            Assert.Equal(said, await new PlainWire(client).ReceiveToEndAsync());
        });

    [Fact]
    public Task A_server_without_TLS_says_in_its_log_that_a_client_speaks_it_on_every_split() =>
        Splits.EachAsync(ClientHello, async split =>
        {
            var bench = new ConversationBench(new ReverseServer(new()));
            await bench.Client.SendSegmentsAsync(split);
            await bench.LeaveAsync();

            Assert.Single(bench.Log.Lines, static line => line.Contains(" sent a TLS handshake, but TLS is not enabled: set a certificate", StringComparison.Ordinal));
        });

    [Theory]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0002")]
    [InlineData("\u0016\u0003 hello")]
    [InlineData("hello")]
    public Task Other_bytes_are_not_taken_for_TLS_on_any_split(string said) =>
        Splits.EachAsync(said, async split =>
        {
            var bench = new ConversationBench(new ReverseServer(new()));
            await bench.Client.SendSegmentsAsync(split);
            await bench.LeaveAsync();

            Assert.DoesNotContain("TLS", bench.Log.All, StringComparison.Ordinal);
        });

    [Fact]
    public async Task TLS_may_go_through_a_proxy()
    {
        var (near, far) = MemoryWire.CreatePair();
        var bench = new ConversationBench(new ProxyServer(_ => Task.FromResult<Wire>(near)));
        await bench.Client.SendTextAsync(ClientHello);
        Assert.Equal(ClientHello, await far.ReceiveExactlyAsync(ClientHello.Length));
        await far.FinishAsync();
        await bench.LeaveAsync();

        Assert.DoesNotContain("TLS", bench.Log.All, StringComparison.Ordinal);
    }
}
