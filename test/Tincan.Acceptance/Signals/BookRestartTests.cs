using System.Net;
using System.Net.Sockets;
using System.Text;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Signals;

/// <summary>A book that is restarted while it is asked: every question is answered whole, or the connection ends between two answers.</summary>
public sealed class BookRestartTests
{
    private const int Clients = 8;
    private const int Names = 50;
    private const int Ahead = 5;

    [Fact]
    public async Task Under_load_every_answer_is_whole_and_the_right_one()
    {
        using var scratch = new Scratch();
        var book = scratch.Write("book.csv", string.Concat(Enumerable.Range(0, Names).Select(static one => $"a{one}@b,{NameOf(one)}\n")));
        var server = await TincanCli.ServeAsync("serve", "book", "--book", book, "--log", "warn");
        var address = server.Address;
        using var over = new CancellationTokenSource();
        var answered = new int[Clients];
        var clients = Enumerable.Range(0, Clients).Select(number => HammerAsync(address, number, answered, over.Token)).ToArray();
        for (var restart = 0; restart < 3; restart++)
        {
            await AllGoOnAsync(answered, clients);
            server.Terminate();
            Assert.Equal(0, (await server.ExitAsync()).Code);
            await server.DisposeAsync();
            server = await TincanCli.ServeAsync("serve", "book", "--book", book, "--log", "warn", "--listen", address.ToString());
        }

        await AllGoOnAsync(answered, clients);
        await over.CancelAsync();
        await Task.WhenAll(clients).InTime();
        server.Terminate();
        Assert.Equal(0, (await server.ExitAsync()).Code);
        await server.DisposeAsync();
    }

    /// <summary>Names of all lengths, so that a cut or a mix-up shows.</summary>
    private static string NameOf(int one) => $"N{one} {new string((char)('a' + (one % 26)), 1 + (one * 4))}";

    private static byte[] Question(string email) => [(byte)'Q', (byte)email.Length, .. Encoding.ASCII.GetBytes(email)];

    /// <summary>Asks some questions ahead and takes their answers, on a new connection whenever one ends.</summary>
    private static async Task HammerAsync(IPEndPoint server, int number, int[] answered, CancellationToken over)
    {
        var next = number;
        while (!over.IsCancellationRequested)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(server, CancellationToken.None).AsTask().InTime();
                while (!over.IsCancellationRequested)
                {
                    var asked = Enumerable.Range(next, Ahead).Select(static one => one % Names).ToList();
                    next += Ahead;
                    await socket.SendAsync(asked.SelectMany(static one => Question($"a{one}@b")).ToArray()).InTime();
                    if (!await HearAllAsync(socket, asked))
                    {
                        break;
                    }

                    Interlocked.Increment(ref answered[number]);
                }
            }
            catch (SocketException)
            {
                // Refused between two servers, or reset in the backlog: the next one is asked.
                await Task.Yield();
            }
        }
    }

    /// <returns>False if the connection ended, between two answers.</returns>
    private static async Task<bool> HearAllAsync(Socket socket, List<int> asked)
    {
        foreach (var one in asked)
        {
            var expected = $"R{(char)NameOf(one).Length}{NameOf(one)}";
            var buffer = new byte[expected.Length];
            var heard = 0;
            while (heard < buffer.Length)
            {
                var count = await socket.ReceiveAsync(buffer.AsMemory(heard)).InTime();
                if (count == 0)
                {
                    Assert.Equal(0, heard);
                    return false;
                }

                heard += count;
            }

            Assert.Equal(expected, Encoding.Latin1.GetString(buffer));
        }

        return true;
    }

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
