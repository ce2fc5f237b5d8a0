using System.Net.Sockets;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

/// <summary>More clients than the system lets the server hold.</summary>
public sealed class DescriptorTests
{
    [Fact]
    public async Task A_server_out_of_descriptors_refuses_and_serves_on()
    {
        await using var server = await Running
            .Start("sh", ["-c", "ulimit -n 120; exec \"$0\" serve echo --listen 127.0.0.1:0", Place.Program])
            .ListeningAsync();
        // A server that is out of descriptors may reset them.
        var clients = new List<RawSocket?>();
        for (var i = 0; i < 100; i++)
        {
            clients.Add(await RawSocket.TryConnectAsync(server));
        }

        await server.Error.UntilAsync("accept failed: too many files and sockets are open");
        clients.ForEach(static client => client?.Dispose());

        // Those that still wait in the backlog are taken first, each at the price of a pause.
        var served = false;
        while (!served)
        {
            served = await IsServedAsync(server);
        }

        server.Terminate();
        Assert.Equal(0, (await server.ExitAsync()).Code);
    }

    private static async Task<bool> IsServedAsync(Running server)
    {
        try
        {
            using var client = await RawSocket.ConnectAsync(server);
            await client.SendAsync("x");
            return await client.ReceiveAsync() == "x";
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
