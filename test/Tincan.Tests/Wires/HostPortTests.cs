using Tincan.Wires;

namespace Tincan.Tests.Wires;

public sealed class HostPortTests
{
    [Theory]
    [InlineData("example.org:80", "example.org", 80, "example.org:80")]
    [InlineData("127.0.0.1:0", "127.0.0.1", 0, "127.0.0.1:0")]
    [InlineData("*:65535", "*", 65535, "*:65535")]
    [InlineData("[::1]:50007", "::1", 50007, "[::1]:50007")]
    [InlineData(":8080", "127.0.0.1", 8080, "127.0.0.1:8080")]
    [InlineData("tcp://example.org:80", "example.org", 80, "example.org:80")]
    [InlineData("TCP://[::1]:80/", "::1", 80, "[::1]:80")]
    [InlineData("[fe80::1%1]:80", "fe80::1%1", 80, "[fe80::1%1]:80")]
    public void Host_and_port_are_read_and_written(string text, string host, int port, string written)
    {
        Assert.True(HostPort.TryParse(text, out var value, out var problem), problem);
        Assert.Equal(new HostPort(host, port), value);
        Assert.Equal(written, value.ToString());
    }

    [Theory]
    [InlineData("", "'' has no port: write HOST:PORT")]
    [InlineData("localhost", "'localhost' has no port: write HOST:PORT")]
    [InlineData("[::1]", "'[::1]' has no port: write [ADDRESS]:PORT")]
    [InlineData("::1:80", "'::1:80' is an IPv6 address without brackets: write [ADDRESS]:PORT")]
    [InlineData("[::1:80", "'[::1:80' is an IPv6 address without brackets: write [ADDRESS]:PORT")]
    [InlineData("[:80", "'[' is not a host: brackets go around an IPv6 address, [ADDRESS]:PORT")]
    [InlineData("[]:80", "'[]' is not a host: brackets go around an IPv6 address, [ADDRESS]:PORT")]
    [InlineData("host]:80", "'host]' is not a host: brackets go around an IPv6 address, [ADDRESS]:PORT")]
    [InlineData("http://host:80", "an address has no scheme such as 'http://': write HOST:PORT")]
    [InlineData("postgres://user:hush@host:80", "an address has no scheme such as 'postgres://': write HOST:PORT")]
    [InlineData("user:hush@host:80", "an address has no user and no password before an @: write HOST:PORT")]
    [InlineData("host/path:80", "'host/path' is not a host: write only a name or an address")]
    [InlineData("my host:80", "'my host' is not a host: write only a name or an address")]
    [InlineData("[fe80::1]:0", "'fe80::1' is a link-local address: add the interface, [fe80::1%eth0]:PORT")]
    [InlineData("host:", "'' is not a port: write a number from 0 to 65535")]
    [InlineData("host:http", "'http' is not a port: write a number from 0 to 65535")]
    [InlineData("host:-1", "'-1' is not a port: write a number from 0 to 65535")]
    [InlineData("host:+80", "'+80' is not a port: write a number from 0 to 65535")]
    [InlineData("host: 80", "' 80' is not a port: write a number from 0 to 65535")]
    [InlineData("host:65536", "'65536' is not a port: write a number from 0 to 65535")]
    [InlineData("host:99999999999", "'99999999999' is not a port: write a number from 0 to 65535")]
    public void A_mistake_is_explained_in_one_sentence(string text, string expected)
    {
        Assert.False(HostPort.TryParse(text, out var value, out var problem));
        Assert.Null(value);
        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("::1", "::1")]
    [InlineData("[::1]", "::1")]
    [InlineData("", "127.0.0.1")]
    public void A_host_written_apart_from_its_port_needs_no_brackets(string host, string expected)
    {
        Assert.True(HostPort.TryCreate(host, "80", out var value, out _));
        Assert.Equal(expected, value.Host);
    }
}
