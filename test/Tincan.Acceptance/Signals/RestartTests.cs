using System.Net;
using System.Net.Sockets;
using System.Text;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Signals;

public sealed class RestartTests
{
    private const int Clients = 8;

    [Fact]
    public async Task Under_load_no_answered_line_is_lost_and_no_answer_is_half()
    {
        using var scratch = new Scratch();
        var path = scratch["out-proj.txt"];
        var server = await ReverseAsync(path, "127.0.0.1:0");
        var address = server.Address;
        using var over = new CancellationTokenSource();
        var answered = new int[Clients];
        var clients = Enumerable.Range(0, Clients)
            .Select(number => HammerAsync(address, number, i => Volatile.Write(ref answered[number], i), over.Token)).ToArray();
        for (var restart = 0; restart < 3; restart++)
        {
            await AllGoOnAsync(answered, clients);
            server.Terminate();
            Assert.Equal(0, (await server.ExitAsync()).Code);
            await server.DisposeAsync();
            server = await ReverseAsync(path, address.ToString());
        }

        await AllGoOnAsync(answered, clients);
        await over.CancelAsync();
        var answers = (await Task.WhenAll(clients).InTime()).SelectMany(static lines => lines).ToList();
        server.Terminate();
        Assert.Equal(0, (await server.ExitAsync()).Code);
        await server.DisposeAsync();

        var filed = (await File.ReadAllLinesAsync(path)).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(answers.Except(filed, StringComparer.Ordinal));
        Assert.All(filed, static line => Assert.EndsWith("}", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_manager_is_told_when_it_listens_and_when_it_stops()
    {
        using var scratch = new Scratch();
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(scratch["notify"]));
        await using var server = Running.Start(
            Place.Program,
            ["serve", "echo", "--listen", "127.0.0.1:0"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["NOTIFY_SOCKET"] = scratch["notify"] });
        await server.ListeningAsync();
        Assert.Equal("READY=1", await ToldAsync(manager));
        server.Terminate();
        Assert.Equal("STOPPING=1", await ToldAsync(manager));
        (await server.ExitAsync()).FirstLineOnly(server.Address);
    }

    [Fact]
    public async Task A_service_manager_of_many_services_is_told_of_a_reload_too()
    {
        using var scratch = new Scratch();
        scratch.Write("t.txt", "a.com 1.2.3.4 A\n");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(scratch["notify"]));
        await using var server = Running.Start(
            Place.Program,
            ["up", scratch.Write("tincan.json", """{ "services": { "n": { "serve": "names", "listen": ":0", "table": "t.txt" } } }""")],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["NOTIFY_SOCKET"] = scratch["notify"] });
        Assert.Equal("READY=1", await ToldAsync(manager));
        server.HangUp();
        Assert.Matches("^RELOADING=1\nMONOTONIC_USEC=[0-9]{4,}$", await ToldAsync(manager));
        Assert.Equal("READY=1", await ToldAsync(manager));
        server.Terminate();
        Assert.Equal("STOPPING=1", await ToldAsync(manager));
        Assert.Equal(0, (await server.ExitAsync()).Code);
    }

    [Fact]
    public async Task A_service_manager_that_cannot_be_told_is_named_and_the_server_serves()
    {
        await using var server = Running.Start(
            Place.Program,
            ["serve", "echo", "--listen", "127.0.0.1:0"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["NOTIFY_SOCKET"] = "/nowhere/notify" });
        await server.ListeningAsync();
        await server.Error.UntilAsync("tincan: the service manager cannot be told READY=1 at NOTIFY_SOCKET=/nowhere/notify");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SayAsync("hello");
        await client.HearsAsync("hello");
    }

    [Fact]
    public async Task Appending_without_a_file_is_a_mistake() => (await TincanCli.RunAsync("serve", "reverse", "--append")).FailedWith(
        2, "--append is for the file of --out: add --out FILE");

    private static Task<Running> ReverseAsync(string path, string listen) => TincanCli.ServeAsync(
        "serve", "reverse", "--greeting", "", "--dialect", "lf", "--out", path, "--append", "--listen", listen, "--log", "warn");

    /// <summary>Asks and asks, on a new connection whenever one ends.</summary>
    /// <returns>Every answer it got.</returns>
    private static async Task<List<string>> HammerAsync(EndPoint server, int number, Action<int> answered, CancellationToken over)
    {
        var answers = new List<string>();
        var asked = 0;
        while (!over.IsCancellationRequested)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(server, CancellationToken.None).AsTask().InTime();
                while (!over.IsCancellationRequested)
                {
                    var question = $"}}{number:00} {++asked:000000}{{";
                    if (await AskAsync(socket, question) is not { } answer)
                    {
                        break;
                    }

                    Assert.Equal($"{{{new string([.. $"{number:00} {asked:000000}".Reverse()])}}}", answer);
                    answers.Add(answer);
                    answered(answers.Count);
                }
            }
            catch (SocketException)
            {
                // Refused between two servers, or reset in the backlog: the question is asked of the next one.
                await Task.Yield();
            }
        }

        return answers;
    }

    /// <returns>The answer; null if the connection ended without one.</returns>
    private static async Task<string?> AskAsync(Socket socket, string question)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes($"{question}\n")).InTime();
        var answer = "";
        var buffer = new byte[100];
        while (!answer.EndsWith('\n'))
        {
            var count = await socket.ReceiveAsync(buffer).InTime();
            if (count == 0)
            {
                Assert.Equal("", answer);
                return null;
            }

            answer += Encoding.ASCII.GetString(buffer, 0, count);
        }

        return answer[..^1];
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

    private static async Task<string> ToldAsync(Socket manager)
    {
        var buffer = new byte[100];
        var count = await manager.ReceiveAsync(buffer).InTime();
        return Encoding.ASCII.GetString(buffer, 0, count);
    }
}
