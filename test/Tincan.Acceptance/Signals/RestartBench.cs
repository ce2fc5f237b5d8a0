using System.Net.Sockets;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Signals;

/// <summary>A server that is restarted while clients ask and ask, each on a new connection whenever one ends.</summary>
internal static class RestartBench
{
    private const int Clients = 8;
    private const int Restarts = 3;

    /// <summary>Restarts a server under load. Before and behind each restart every client is answered, and the server ends well each time.</summary>
    /// <param name="start">Starts the server; it is told where to listen.</param>
    /// <param name="client">Makes a client of a number. It asks on a connection and takes the answer; false if the connection ended in place of it.</param>
    public static async Task RunAsync(Func<string, Task<Running>> start, Func<int, Func<Socket, Task<bool>>> client)
    {
        using var over = new CancellationTokenSource();
        var answered = new int[Clients];
        Task[] clients = [];
        var listen = "127.0.0.1:0";
        try
        {
            for (var restart = 0; restart <= Restarts; restart++)
            {
                await using var server = await start(listen);
                if (restart == 0)
                {
                    var address = server.Address;
                    listen = address.ToString();
                    clients = [.. answered.Select((_, number) => AskAsync(address, client(number), () => Interlocked.Increment(ref answered[number]), over.Token))];
                }

                await AllGoOnAsync(answered, clients);
                if (restart == Restarts)
                {
                    await over.CancelAsync();
                    await Task.WhenAll(clients).InTime();
                }

                server.Terminate();
                Assert.Equal(0, (await server.ExitAsync()).Code);
            }
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private static async Task AskAsync(EndPoint server, Func<Socket, Task<bool>> ask, Action answered, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(server, CancellationToken.None).AsTask().InTime();
                while (!over.IsCancellationRequested && await ask(socket))
                {
                    answered();
                }
            }
            catch (SocketException)
            {
                // Refused between two servers, or reset in the backlog: the next one is asked.
                await Task.Yield();
            }
        }
    }

    /// <summary>Waits until every client was answered 20 times more.</summary>
    private static async Task AllGoOnAsync(int[] answered, Task[] clients)
    {
        var until = answered.Select(static count => count + 20).ToArray();
        var watch = TimeProvider.System.GetTimestamp();
        while (!until.Select((count, i) => Volatile.Read(ref answered[i]) >= count).All(static reached => reached))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(watch) < Bounded.Limit, "the clients stand still");
            if (clients.FirstOrDefault(static client => client.IsCompleted) is { } ended)
            {
                await ended;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
