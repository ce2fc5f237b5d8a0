using Tincan.Protocols.Welcome;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Welcome;

public sealed class WelcomeTests
{
    [Fact]
    public async Task A_client_receives_18_bytes_without_a_terminator_and_then_FIN()
    {
        await using var bench = new HostBench(new WelcomeServer());

        var received = await bench.Connect().ReceiveToEndAsync();

        Assert.Equal("Welcome to CS 352!", received);
        Assert.Equal(18, received.Length);
    }

    [Theory]
    [InlineData("Grüß Gott")]
    [InlineData("")]
    public async Task Another_greeting_is_sent_as_UTF8_and_an_empty_one_is_FIN_alone(string greeting)
    {
        await using var bench = new HostBench(new WelcomeServer(greeting));

        var received = await WelcomeClient.ReadAsync(bench.Connect()).InTime();

        Assert.Equal(greeting, System.Text.Encoding.UTF8.GetString(received.Span));
    }

    [Fact]
    public async Task A_client_that_sends_all_the_time_still_receives_the_greeting()
    {
        await using var bench = new HostBench(new WelcomeServer());
        var client = bench.Connect();
        await client.SendTextAsync("nobody asked me\n");

        Assert.Equal(WelcomeServer.ClassicGreeting, await client.ReceiveToEndAsync());
    }

    [Fact]
    public Task The_client_takes_the_whole_greeting_on_every_split() =>
        Splits.EachAsync(WelcomeServer.ClassicGreeting, async split =>
        {
            var (client, server) = MemoryWire.CreatePair();
            await server.SendSegmentsAsync(split);
            await server.FinishAsync();

            Assert.Equal(WelcomeServer.ClassicGreeting, WireText.Text((await WelcomeClient.ReadAsync(client).InTime()).Span));
        });

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task A_greeting_over_the_limit_is_malformed_and_the_error_has_the_number(int over, bool fails)
    {
        var (client, server) = MemoryWire.CreatePair(int.MaxValue);
        await server.SendAsync(new byte[WelcomeClient.MaxGreeting + over]);
        await server.FinishAsync();
        var reading = WelcomeClient.ReadAsync(client);

        if (fails)
        {
            var error = await Assert.ThrowsAsync<WireException>(() => reading.InTime());
            Assert.Equal((CloseReason.Malformed, "the greeting is longer than the limit of 65536 bytes"), (error.Reason, error.Message));
        }
        else
        {
            Assert.Equal(WelcomeClient.MaxGreeting, (await reading.InTime()).Length);
        }
    }

    [Fact]
    public async Task When_the_server_resets_the_client_says_so()
    {
        var (client, server) = MemoryWire.CreatePair();
        server.Abort();

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(WelcomeClient.ReadAsync(client)));
    }
}
