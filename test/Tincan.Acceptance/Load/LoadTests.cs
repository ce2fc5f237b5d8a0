using System.Net.Sockets;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Load;

[Collection(Measured.Name)]
public sealed class LoadTests(ITestOutputHelper output)
{
    private const int Clients = 1000;
    private const long Mebibyte = 1024 * 1024;

    [Fact]
    public async Task A_thousand_clients_at_once_are_each_served_whole_by_echo()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--log", "warn");
        await ServedAsync(server, static client => (new string((char)('a' + (client % 26)), 3000), null));
    }

    [Fact]
    public async Task A_thousand_clients_at_once_are_each_served_whole_by_the_book()
    {
        await using var server = await TincanCli.ServeAsync("serve", "book", "--book", Place.Sample("book.csv"), "--log", "warn");
        await ServedAsync(server, static client => client % 2 == 0 ? ("Q\x0Eluke@gmail.com", "R\x0ELuke Skywalker") : ("Q\x06nobody", "R\x09" + "Error 404"));
    }

    [Theory]
    [InlineData("serve", "echo")]
    [InlineData("serve", "reverse", "--greeting", "")]
    public async Task A_client_that_reads_nothing_does_not_grow_the_server(params string[] words)
    {
        await using var server = await TincanCli.ServeAsync(words);
        using var other = await RawSocket.ConnectAsync(server);
        for (var warm = 0; warm < 200; warm++)
        {
            await other.SendAsync("aba\n");
            await other.ReceivesAsync("aba\n");
        }

        var before = server.Resident();
        using var deaf = await RawSocket.ConnectAsync(server);
        var pushed = await PushAsync(deaf, other);
        var grown = server.Resident() - before;
        output.WriteLine($"{pushed / (double)Mebibyte:0.0} MiB pushed, grown by {grown / (double)Mebibyte:0.0} MiB");
        Assert.InRange(grown, -before, 20 * Mebibyte);
    }

    /// <summary>Sends until nothing more is taken, while another client is served.</summary>
    private static async Task<long> PushAsync(RawSocket deaf, RawSocket other)
    {
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 63) + "\n", 1024)));
        deaf.Socket.Blocking = false;
        var (pushed, refusals) = (0L, 0);
        while (refusals < 50 && pushed < 100 * Mebibyte)
        {
            var sent = deaf.Socket.Send(bytes, SocketFlags.None, out var error);
            refusals = error == SocketError.WouldBlock ? refusals + 1 : 0;
            pushed += error == SocketError.Success ? sent : 0;
            await other.SendAsync("aba\n");
            await other.ReceivesAsync("aba\n");
        }

        Assert.True(refusals == 50, $"the server took {pushed} bytes and was never full");
        return pushed;
    }

    /// <summary>Connects all, then asks all, then receives all: they are open together.</summary>
    private static async Task ServedAsync(Running server, Func<int, (string Question, string? Answer)> what)
    {
        var clients = new List<RawSocket>();
        try
        {
            for (var client = 0; client < Clients; client++)
            {
                clients.Add(await RawSocket.ConnectAsync(server));
            }

            await Task.WhenAll(clients.Select(async (client, number) =>
            {
                var (question, answer) = what(number);
                for (var round = 0; round < 3; round++)
                {
                    await client.SendAsync(question);
                    await client.ReceivesAsync(answer ?? question);
                }

                client.Finish();
                Assert.Equal("", await client.ReceiveToEndAsync());
            }));
        }
        finally
        {
            clients.ForEach(static client => client.Dispose());
        }
    }
}
