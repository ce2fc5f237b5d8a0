using Tincan.Framing;
using Tincan.Protocols.Names;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Names;

/// <summary>The sample that every edition of the assignment shows: client, resolver and two table servers.</summary>
public sealed class NamesSampleTests
{
    private const string Table1 = "amazon.com 94.5.6.7 A\nrutgers.edu 172.34.4.6 A\n";
    private const string Table2 = "www.princeton.edu 128.1.1.4 A\nGOOGLE.com 46.1.3.7 A\n";

    [Theory]
    [InlineData(Dialect.Lf)]
    [InlineData(Dialect.CrLf)]
    [InlineData(Dialect.Nul)]
    public async Task The_sample_is_answered_as_printed_and_two_misses_cost_two_deadlines_and_no_more(Dialect dialect)
    {
        await using var ts1 = Table(Table1);
        await using var ts2 = Table(Table2);
        await using var bench = new ResolverBench(ResolverBench.Options with
        {
            Connect = (server, _) => Task.FromResult<Wire>((server is HostPort { Port: 1 } ? ts1 : ts2).Connect()),
        });
        await using var client = new ResolveClient(_ => Task.FromResult<Wire>(bench.Connect()), new() { Dialect = dialect });

        Assert.Equal("www.princeton.edu 128.1.1.4 A IN", await AskAsync("www.princeton.edu"));
        Assert.Equal("rutgers.edu 172.34.4.6 A IN", await AskAsync("rutgers.edu"));
        Assert.Equal("nothinghere.com - TIMED OUT", await MissAsync("nothinghere.com"));
        Assert.Equal("GOOGLE.com 46.1.3.7 A IN", await AskAsync("google.com"));
        Assert.Equal("www.google.com - TIMED OUT", await MissAsync("www.google.com"));
        Assert.Equal(TimeSpan.FromSeconds(10), bench.Clock.Now);

        async Task<string> AskAsync(string name) => WireText.Text((await client.AskAsync(WireText.Bytes(name)).InTime()).Text.Span);

        async Task<string> MissAsync(string name)
        {
            // An answer arrives before the deadline that it was given in time for is put away.
            await bench.WhenIdleAsync();
            var asking = AskAsync(name);
            await bench.TimeOutAsync();
            return await asking;
        }
    }

    private static HostBench Table(string table) => new(new TableServer(NameTableTests.Parse(table), Edition.Current, new()));
}
