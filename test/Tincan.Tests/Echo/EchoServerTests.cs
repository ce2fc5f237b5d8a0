using Tincan.Protocols.Echo;
using Tincan.Tests.Support;

namespace Tincan.Tests.Echo;

public sealed class EchoServerTests
{
    private const int Window = 64 * 1024;

    [Fact]
    public Task Whatever_comes_goes_back_and_after_FIN_comes_FIN_on_every_split() =>
        Splits.EachAsync("HELLO\r\n\0\u00ff\u0080 no end", async split =>
        {
            await using var bench = new HostBench(new EchoServer());
            var client = bench.Connect();
            await client.SendSegmentsAsync(split);
            await client.FinishAsync();

            Assert.Equal("HELLO\r\n\0\u00ff\u0080 no end", await client.ReceiveToEndAsync());
        });

    [Theory]
    [InlineData("HELLO\n")]
    [InlineData("HELLO\r\n")]
    [InlineData("HELLO\0")]
    [InlineData("HELLO")]
    public async Task A_client_that_waits_receives_its_bytes_at_once_in_any_dialect(string said)
    {
        await using var bench = new HostBench(new EchoServer());
        var client = bench.Connect();
        for (var turn = 0; turn < 3; turn++)
        {
            await client.SendTextAsync(said);
            Assert.Equal(said, await client.ReceiveTextAsync());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Window - 1)]
    [InlineData(Window)]
    [InlineData(Window + 1)]
    [InlineData(1_000_000)]
    public async Task Any_number_of_bytes_comes_back_with_all_that_is_owed_before_FIN(int count)
    {
        await using var bench = new HostBench(new EchoServer());
        var client = bench.Connect();
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        var sending = Task.Run(async () =>
        {
            await client.SendAsync(bytes);
            await client.FinishAsync();
        });

        Assert.Equal(WireText.Text(bytes), await client.ReceiveToEndAsync());
        await sending.InTime();
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_not_read_either_and_disturbs_no_other()
    {
        await using var bench = new HostBench(new EchoServer());
        var (deaf, other) = (bench.Connect(), bench.Connect());
        var taken = 0;
        var chunk = new byte[1024];
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 1024; i++)
            {
                await deaf.SendAsync(chunk);
                Interlocked.Add(ref taken, chunk.Length);
            }

            await deaf.FinishAsync();
        });

        for (var turn = 0; turn < 1_000; turn++)
        {
            await other.SendTextAsync("ping");
            Assert.Equal("ping", await other.ReceiveExactlyAsync(4));
        }

        // A window there, a window back, and the one buffer in between.
        Assert.InRange(Volatile.Read(ref taken), 0, 3 * Window);
        Assert.Equal(1024 * 1024, (await deaf.ReceiveToEndAsync()).Length);
        await sending.InTime();
    }

    [Fact]
    public async Task Many_clients_at_once_each_hear_their_own_bytes()
    {
        await using var bench = new HostBench(new EchoServer());
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            var client = bench.Connect();
            for (var turn = 0; turn < 20; turn++)
            {
                var said = $"client {number}, turn {turn}\n";
                await client.SendTextAsync(said);
                Assert.Equal(said, await client.ReceiveExactlyAsync(said.Length));
            }
        })).InTime();
    }

    [Fact]
    public async Task A_client_that_resets_disturbs_no_other()
    {
        await using var bench = new HostBench(new EchoServer());
        var (rude, other) = (bench.Connect(), bench.Connect());
        await rude.SendTextAsync("never read");
        rude.Abort();
        await other.SendTextAsync("ping");

        Assert.Equal("ping", await other.ReceiveTextAsync());
    }

    [Fact]
    public async Task When_the_server_stops_the_client_gets_FIN()
    {
        await using var bench = new HostBench(new EchoServer());
        var client = bench.Connect();
        await client.SendTextAsync("ping");
        Assert.Equal("ping", await client.ReceiveTextAsync());
        var stopping = bench.Host.StopAsync();

        Assert.Equal("", await client.ReceiveTextAsync());
        await client.DisposeAsync();
        Assert.Equal(0, await stopping.InTime());
    }
}
