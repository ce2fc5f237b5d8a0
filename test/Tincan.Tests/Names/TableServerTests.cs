using Tincan.Protocols.Names;
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

            Assert.Equal(answers, await client.ReceiveToEndAsync());
        });

    [Fact]
    public async Task After_a_miss_the_connection_is_kept()
    {
        await using var bench = Bench(Edition.Current);
        var client = bench.Connect();
        await client.SendTextAsync("missing.com\n");
        await client.SendTextAsync("google.com\n");

        Assert.Equal("GOOGLE.com 46.1.3.7 A IN\n", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task The_edition_of_2020_answers_without_IN()
    {
        await using var bench = Bench(Edition.Of2020);
        var client = bench.Connect();
        await client.SendTextAsync("google.com\n");

        Assert.Equal("GOOGLE.com 46.1.3.7 A\n", await client.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("google.com", "GOOGLE.com 46.1.3.7 A IN")]
    [InlineData("miss.com|google.com", "GOOGLE.com 46.1.3.7 A IN")]
    [InlineData("miss|google.com", "GOOGLE.com 46.1.3.7 A IN")]
    [InlineData("goog|le.com", "GOOGLE.com 46.1.3.7 A IN")]
    [InlineData("miss.com|other.org|goog|le.com", "GOOGLE.com 46.1.3.7 A IN")]
    [InlineData("miss.comgoogle.com", "GOOGLE.com 46.1.3.7 A IN")]
    [InlineData("google.commiss.com", "GOOGLE.com 46.1.3.7 A IN")]
    [InlineData("google.comrutgers.edu", "GOOGLE.com 46.1.3.7 A INrutgers.edu 172.34.4.6 A IN")]
    [InlineData("a.com|b.edugoogle.comc.org|rutgers.edu", "GOOGLE.com 46.1.3.7 A INrutgers.edu 172.34.4.6 A IN")]
    public async Task In_raw_a_known_name_is_answered_at_once_whatever_came_before_it(string reads, string answers)
    {
        await using var bench = Bench(Edition.Current);
        var client = bench.Connect();
        foreach (var read in reads.Split('|'))
        {
            await client.SendTextAsync(read);
        }

        Assert.Equal(answers, await client.ReceiveExactlyAsync(answers.Length));
        Assert.Equal(TimeSpan.Zero, bench.Clock.Now);
    }

    [Theory]
    [InlineData("www.google.com")]
    [InlineData("mygoogle.com")]
    [InlineData("mail.xgoogle.com")]
    [InlineData("google.com.uk")]
    [InlineData("google.com.")]
    [InlineData("EOF")]
    public async Task In_raw_a_name_that_only_ends_or_begins_like_a_known_one_is_a_miss(string name)
    {
        await using var bench = Bench(Edition.Current);
        var client = bench.Connect();
        await client.SendTextAsync(name);
        await client.FinishAsync();

        Assert.Equal("", await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task In_raw_a_name_is_found_in_two_parts_with_silence_between_them()
    {
        await using var bench = Bench(Edition.Current);
        var client = bench.Connect();
        await client.SendTextAsync("miss.com");
        await BeQuietAsync(bench, 500);
        await client.SendTextAsync("goog");
        await BeQuietAsync(bench, 20);
        await client.SendTextAsync("le.com");

        Assert.Equal("GOOGLE.com 46.1.3.7 A IN", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_name_that_begins_a_longer_one_waits_shortly_until_the_client_is_known_to_speak_raw()
    {
        await using var bench = Bench(Edition.Current, "one.com 1.1.1.1 A\none.com.au 2.2.2.2 A\n");
        var client = bench.Connect();
        await client.SendTextAsync("one.com");
        await client.SendTextAsync(".au");
        Assert.Equal("one.com.au 2.2.2.2 A IN", await client.ReceiveTextAsync());
        Assert.Equal(TimeSpan.Zero, bench.Clock.Now);
        await client.SendTextAsync("one.com");
        Assert.Equal("one.com 1.1.1.1 A IN", await client.ReceiveTextAsync());
        Assert.Equal(TimeSpan.Zero, bench.Clock.Now);

        var other = bench.Connect();
        await other.SendTextAsync("one.com");
        await BeQuietAsync(bench, 20);
        Assert.Equal("one.com 1.1.1.1 A IN", await other.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\0")]
    public Task A_line_end_that_comes_late_ends_the_answer_that_was_given_without(string end) =>
        Splits.EachAsync($"google.com{end}miss.com{end}rutgers.edu{end}", async split =>
        {
            await using var bench = Bench(Edition.Current);
            var client = bench.Connect();
            await client.SendSegmentsAsync(split);
            var answers = $"GOOGLE.com 46.1.3.7 A IN{end}rutgers.edu 172.34.4.6 A IN{end}";

            Assert.Equal(answers, await client.ReceiveExactlyAsync(answers.Length));
        });

    [Fact]
    public async Task The_last_name_of_a_file_may_lack_its_line_end()
    {
        await using var bench = Bench(Edition.Current);
        var client = bench.Connect();
        await client.SendTextAsync("google.com\n");
        Assert.Equal("GOOGLE.com 46.1.3.7 A IN\n", await client.ReceiveTextAsync());
        await client.SendTextAsync("rutgers.edu");
        await BeQuietAsync(bench, 500);

        Assert.StartsWith("rutgers.edu 172.34.4.6 A IN", await client.ReceiveTextAsync(), StringComparison.Ordinal);
    }

    private static async Task BeQuietAsync(HostBench bench, int milliseconds)
    {
        await bench.Clock.WhenTimerAsync(TimeSpan.FromMilliseconds(milliseconds));
        bench.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
    }

    private static HostBench Bench(Edition edition, string table) =>
        HostBench.WithClock(clock => new TableServer(NameTableTests.Parse(table), edition, new() { Time = clock }));

    private static HostBench Bench(Edition edition) =>
        new(conversation => new TableServer(Table, edition, new() { Time = conversation.Time }).ServeAsync(conversation));
}
