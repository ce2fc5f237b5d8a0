using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

/// <summary>Standard output that takes no more.</summary>
public sealed class OutputTests
{
    [Fact]
    public async Task A_reader_that_leaves_ends_the_client_though_the_server_goes_on()
    {
        using var listener = new RawListener();
        await using var client = Running.Start(
            "sh", ["-c", "{ echo question | \"$0\" send 127.0.0.1 \"$1\"; echo \"exit $?\" >&2; } | head -c 1", Place.Program, listener.Port]);
        using var server = await listener.AcceptAsync();
        await server.ReceivesAsync("question\r\n");
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(async () =>
        {
            while (true)
            {
                await server.SendAsync(new string('x', 64 * 1024));
            }
        });
        var outcome = await client.ExitAsync();
        Assert.Equal(("x", "tincan: cannot write standard output: Broken pipe\nexit 2\n"), (outcome.Text, outcome.Error));
    }

    [Fact]
    public async Task A_full_device_is_named()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        await using var client = Running.Start(
            "sh", ["-c", "echo hello | \"$0\" send 127.0.0.1 \"$1\" --half-close > /dev/full", Place.Program, server.Port]);
        (await client.ExitAsync()).FailedWith(2, "cannot write standard output: No space left on device");
    }
}
