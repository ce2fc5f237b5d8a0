using System.Collections.Concurrent;
using System.Net.Sockets;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Signals;

public sealed class RestartTests
{
    [Fact]
    public async Task Under_load_no_answered_line_is_lost_and_no_answer_is_half()
    {
        using var scratch = new Scratch();
        var path = scratch["out-proj.txt"];
        var answers = new ConcurrentQueue<string>();
        await RestartBench.RunAsync(
            listen => TincanCli.ServeAsync(
                "serve", "reverse", "--greeting", "", "--dialect", "lf", "--out", path, "--append", "--listen", listen, "--log", "warn"),
            number =>
            {
                var asked = 0;
                return async socket =>
                {
                    var question = $"}}{number:00} {++asked:000000}{{";
                    if (await AskAsync(socket, question) is not { } answer)
                    {
                        return false;
                    }

                    Assert.Equal($"{{{new string([.. $"{number:00} {asked:000000}".Reverse()])}}}", answer);
                    answers.Enqueue(answer);
                    return true;
                };
            });

        var filed = (await File.ReadAllLinesAsync(path)).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(answers.Except(filed, StringComparer.Ordinal));
        Assert.All(filed, static line => Assert.EndsWith("}", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_manager_is_notified_when_it_listens_and_when_it_stops()
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
    public async Task A_service_manager_of_many_services_is_notified_of_a_reload_too()
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
    public async Task An_unreachable_service_manager_is_named_and_the_server_serves()
    {
        await using var server = Running.Start(
            Place.Program,
            ["serve", "echo", "--listen", "127.0.0.1:0"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["NOTIFY_SOCKET"] = "/nowhere/notify" });
        await server.ListeningAsync();
        await server.Error.UntilAsync("tincan: cannot send READY=1 to the service manager at NOTIFY_SOCKET=/nowhere/notify");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("hello");
        await client.ReceivesAsync("hello");
    }

    [Fact]
    public async Task Appending_without_a_file_is_a_mistake() => (await TincanCli.RunAsync("serve", "reverse", "--append")).FailedWith(
        2, "--append needs --out: add it");

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

    private static async Task<string> ToldAsync(Socket manager)
    {
        var buffer = new byte[100];
        var count = await manager.ReceiveAsync(buffer).InTime();
        return Encoding.ASCII.GetString(buffer, 0, count);
    }
}
