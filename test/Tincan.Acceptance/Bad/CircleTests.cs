using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

/// <summary>Nothing asks itself, whatever the names.</summary>
public sealed class CircleTests
{
    [Theory]
    [InlineData(":5000", "localhost:5000")]
    [InlineData("*:5000", "127.0.0.1:5000")]
    [InlineData("127.0.0.1:5000", "0.0.0.0:5000")]
    [InlineData("unix:a.sock", "unix:./a.sock")]
    public async Task A_proxy_whose_target_is_itself_is_refused(string listen, string target)
    {
        var outcome = await TincanCli.RunAsync("proxy", listen, target);

        Assert.Equal(2, outcome.Code);
        Assert.StartsWith($"tincan: {target} is the address on which this server listens (", outcome.Error, StringComparison.Ordinal);
        Assert.True(target.StartsWith("unix:", StringComparison.Ordinal) || outcome.Error.Contains("tincan proxy 127.0.0.2:5000 127.0.0.1:5000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_resolver_that_is_its_own_table_server_is_refused()
    {
        var outcome = await TincanCli.RunAsync("serve", "resolver", "--listen", ":50020", "--upstream", "localhost:50020");

        Assert.Equal(2, outcome.Code);
        Assert.StartsWith("tincan: localhost:50020 is the address on which this server listens (127.0.0.1:50020)", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_server_has_the_port_of_every_address_the_way_out_is_named()
    {
        using var server = new RawListener(System.Net.IPAddress.Any);

        var outcome = await TincanCli.RunAsync("proxy", $"127.0.0.2:{server.Port}", $"127.0.0.1:{server.Port}");

        Assert.Equal(3, outcome.Code);
        Assert.Contains("the address is already in use", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("'The same port hard-coded in both' in docs/watching.md", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_stands_between_two_programs_with_one_port()
    {
        using var server = new RawListener();
        await using var proxy = await TincanCli.Start("proxy", $"127.0.0.2:{server.Port}", $"127.0.0.1:{server.Port}").ListeningAsync();
        using var client = await RawSocket.ConnectAsync(proxy);
        using var there = await server.AcceptAsync();

        await client.SendAsync("hello");

        await there.ReceivesAsync("hello");
    }
}
