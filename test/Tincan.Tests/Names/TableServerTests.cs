using Tincan.Names;
using Tincan.Tests.Support;

namespace Tincan.Tests.Names;

public sealed class TableServerTests
{
    private static readonly NameTable Table = NameTableTests.Parse("rutgers.edu 172.34.4.6 A\nGOOGLE.com 46.1.3.7 A\n");

    [Theory]
    [InlineData("rutgers.edu\nmissing.com\n\ngoogle.com\n", "rutgers.edu 172.34.4.6 A IN\nGOOGLE.com 46.1.3.7 A IN\n")]
    [InlineData("rutgers.edu\r\nmissing.com\r\nGoogle.COM", "rutgers.edu 172.34.4.6 A IN\r\nGOOGLE.com 46.1.3.7 A IN\r\n")]
    [InlineData("google.com\0www.google.com\0", "GOOGLE.com 46.1.3.7 A IN\0")]
    [InlineData("EOF\ndone\nwww.google.com\n", "")]
    [InlineData("google.com", "GOOGLE.com 46.1.3.7 A IN")]
    public Task Hits_are_answered_in_order_and_misses_not_at_all_on_every_split(string said, string answers) =>
        Splits.EachAsync(said, async split =>
        {
            await using var bench = Bench(Edition.Current);
            var client = bench.Connect();
            await client.SendSegmentsAsync(split);
            await client.FinishAsync();

            Assert.Equal(answers, await client.HearToEndAsync());
        });

    [Fact]
    public async Task After_a_miss_the_connection_is_kept()
    {
        await using var bench = Bench(Edition.Current);
        var client = bench.Connect();
        await client.SayAsync("missing.com\n");
        await client.SayAsync("google.com\n");

        Assert.Equal("GOOGLE.com 46.1.3.7 A IN\n", await client.HearAsync());
    }

    [Fact]
    public async Task The_edition_of_2020_answers_without_IN()
    {
        await using var bench = Bench(Edition.Of2020);
        var client = bench.Connect();
        await client.SayAsync("google.com\n");

        Assert.Equal("GOOGLE.com 46.1.3.7 A\n", await client.HearAsync());
    }

    [Fact]
    public async Task A_raw_client_gets_raw_answers()
    {
        await using var bench = Bench(Edition.Current);
        var client = bench.Connect();
        foreach (var quiet in new[] { 500, 20 })
        {
            await client.SayAsync("google.com");
            await bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(quiet));
            bench.Clock.Advance(TimeSpan.FromMilliseconds(quiet));
            Assert.Equal("GOOGLE.com 46.1.3.7 A IN", await client.HearAsync());
        }
    }

    private static HostBench Bench(Edition edition) =>
        new(conversation => new TableServer(Table, edition, new() { Time = conversation.Time }).ServeAsync(conversation));
}
