using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Words;

public sealed class TargetTests
{
    [Theory]
    [InlineData("127.0.0.1", "HOST PORT")]
    [InlineData("127.0.0.1", "HOST:PORT")]
    [InlineData("::1", "::1 PORT")]
    [InlineData("::1", "[::1] PORT")]
    [InlineData("::1", "[::1]:PORT")]
    [InlineData("::1", "localhost PORT")]
    [InlineData("127.0.0.1", "localhost PORT")]
    [InlineData("::1", "localhost:PORT")]
    [InlineData("127.0.0.1", "localhost:PORT")]
    [InlineData("127.0.0.1", "tcp://HOST:PORT")]
    [InlineData("127.0.0.1", "[::ffff:127.0.0.1]:PORT")]
    public async Task A_target_is_reached_however_it_is_written(string server, string written)
    {
        using var listener = new RawListener(IPAddress.Parse(server));
        var words = written.Replace("HOST", server, StringComparison.Ordinal).Replace("PORT", listener.Port, StringComparison.Ordinal).Split(' ');
        await using var client = TincanCli.Start(["send", .. words]);
        await client.SendAsync("hello\n");
        using var accepted = await listener.AcceptAsync();
        await accepted.ReceivesAsync("hello\r\n");
        accepted.Dispose();
        (await client.ExitAsync()).Wrote("");
    }

    [Theory]
    [InlineData("'localhost' has no port: write localhost PORT", "localhost")]
    [InlineData("'99999' is not a port: write a number from 0 to 65535", "localhost", "99999")]
    [InlineData("'echo' is not a port: write a number from 0 to 65535", "localhost:echo")]
    [InlineData("'::1' is an IPv6 address without brackets: write [ADDRESS]:PORT", "::1")]
    [InlineData("'fe80::1' is a link-local address: add the interface, [fe80::1%eth0]:PORT", "[fe80::1]:7")]
    [InlineData("an address has no scheme such as 'http://': write HOST:PORT", "http://user:hush@localhost:7")]
    [InlineData("cannot connect to port 0: write the port where the server listens", "localhost", "0")]
    [InlineData("'extra' is one argument too many", "localhost", "7", "extra")]
    public async Task A_wrong_target_is_reported_in_one_line(string line, params string[] words) =>
        (await TincanCli.RunAsync(["send", .. words])).FailedWith(2, line);
}
