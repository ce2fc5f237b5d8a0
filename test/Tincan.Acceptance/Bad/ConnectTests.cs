using System.Net.Sockets;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

public sealed class ConnectTests
{
    public static TheoryData<string> Clients { get; } =
    [
        "send HOST PORT",
        "talk HOST PORT",
        "reverse HOST PORT",
        "resolve HOST PORT rutgers.edu",
        "lookup HOST PORT luke@gmail.com",
    ];

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Refused(string client)
    {
        using var refusing = new RefusingPort();
        (await TincanCli.PipeAsync("hello\n", To(client, "127.0.0.1", refusing.Port)))
            .FailedWith(3, $"cannot connect to 127.0.0.1:{refusing.Port}: connection refused: nothing listens there");
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Unknown_host(string client) =>
        (await TincanCli.PipeAsync("hello\n", To(client, "no-such-host.invalid", "7")))
            .FailedWith(3, "cannot connect to no-such-host.invalid:7: unknown host");

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Connect_timeout(string client)
    {
        // A backlog that is full: the kernel drops what asks for a connection, as a host that is away would.
        using var listener = new RawListener(backlog: 0);
        using var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await filler.ConnectAsync(listener.Address).InTime();
        (await TincanCli.PipeAsync("hello\n", [.. To(client, "127.0.0.1", listener.Port), "--connect-timeout", "300ms"]))
            .FailedWith(3, $"cannot connect to 127.0.0.1:{listener.Port}: no answer within 0.3 s");
    }

    private static string[] To(string client, string host, string port) => client
        .Replace("HOST", host, StringComparison.Ordinal)
        .Replace("PORT", port, StringComparison.Ordinal)
        .Split(' ');
}
