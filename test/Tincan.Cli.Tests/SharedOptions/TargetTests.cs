using Tincan.Cli.SharedOptions;
using Tincan.Cli.Terminal;
using Tincan.Wires;

namespace Tincan.Cli.Tests.SharedOptions;

public sealed class TargetTests
{
    [Theory]
    [InlineData("localhost", 7, "localhost", "7")]
    [InlineData("localhost", 7, "localhost:7")]
    [InlineData("::1", 7, "::1", "7")]
    [InlineData("::1", 7, "[::1]", "7")]
    [InlineData("::1", 7, "[::1]:7")]
    [InlineData("fe80::1%1", 65535, "fe80::1%1", "65535")]
    [InlineData("127.0.0.1", 7, ":7")]
    public void It_is_read_however_it_is_written(string host, int port, params string[] words)
    {
        var (server, further) = Target.Take([.. words, "more", "and more"], most: 2);
        Assert.Equal(new HostPort(host, port), server);
        Assert.Equal(["more", "and more"], further);
    }

    [Theory]
    [InlineData("'localhost' has no port: write localhost PORT", "localhost")]
    [InlineData("'[::1]' has no port: write [ADDRESS]:PORT", "[::1]")]
    [InlineData("'file.txt' is not a port: write a number from 0 to 65535", "localhost", "file.txt")]
    [InlineData("'65536' is not a port: write a number from 0 to 65535", "localhost:65536")]
    [InlineData("'-1' is not a port: write a number from 0 to 65535", "localhost", "-1")]
    [InlineData("cannot connect to port 0: write the port where the server listens", "localhost:0")]
    [InlineData("'two' is one argument too many", "localhost:7", "one", "two")]
    public void A_mistake_is_explained_in_one_sentence(string sentence, params string[] words) =>
        Assert.Equal(sentence, Assert.Throws<UsageException>(() => Target.Take(words, most: 1)).Message);
}
