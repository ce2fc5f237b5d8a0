using Tincan.Pages.Serving;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Pages;

/// <summary>A page as a server, with wires in memory.</summary>
public sealed class PageServerTests
{
    [Fact]
    public async Task Messages_are_answered_however_they_are_split()
    {
        await using var host = new HostBench(Server("on ADD $a:number $b:number    send $($a + $b)\non anything else    close", "length u16 big"), HostBench.Unlimited);
        byte[] asked = [0, 7, .. "ADD 1 2"u8, 0, 9, .. "ADD 10 20"u8];
        byte[] answers = [0, 1, .. "3"u8, 0, 2, .. "30"u8];
        for (var cut = 1; cut < asked.Length; cut++)
        {
            var client = host.Connect();
            await client.SendSegmentsAsync([asked[..cut], asked[cut..]]);
            Assert.Equal(WireText.Text(answers), await client.ReceiveExactlyAsync(answers.Length));
            await client.FinishAsync();
            Assert.Equal("", await client.ReceiveTextAsync());
        }
    }

    [Fact]
    public async Task Everyone_in_the_room_is_sent_what_one_says()
    {
        await using var host = new HostBench(Server("on SAY $text    others send $text\non JOIN\n    join\n    send in"), HostBench.Unlimited);
        var (one, other) = (host.Connect(), host.Connect());
        foreach (var client in (MemoryWire[])[one, other])
        {
            await client.SendTextAsync("JOIN\n");
            Assert.Equal("in\n", await client.ReceiveExactlyAsync(3));
        }

        await one.SendTextAsync("SAY a\nSAY b\n");
        Assert.Equal("a\nb\n", await other.ReceiveExactlyAsync(4));
    }

    [Fact]
    public async Task Silence_has_a_rule()
    {
        await using var host = new HostBench(Server("on silence 5s    send still there?\non silence 10s\n    send bye\n    close\non x    send y"), HostBench.Unlimited);
        var client = host.Connect();
        await client.SendTextAsync("x\n");
        Assert.Equal("y\n", await client.ReceiveTextAsync());
        await host.Clock.WhenTimerAsync(TimeSpan.FromSeconds(5)).InTime();
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("still there?\n", await client.ReceiveTextAsync());
        await host.Clock.WhenTimerAsync(TimeSpan.FromSeconds(5)).InTime();
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("bye\n", await client.ReceiveExactlyAsync(4));
        Assert.Equal("", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Bytes_are_taken_without_framing()
    {
        await using var host = new HostBench(Server("on PUT $n:number\n    take $n as $data\n    send got $(hex($data))\non PING    send PONG"), HostBench.Unlimited);
        var client = host.Connect();
        await client.SendTextAsync("PUT 3\na\nbPING\n");
        Assert.Equal("got 610a62\nPONG\n", await client.ReceiveExactlyAsync(16));
    }

    [Theory]
    [InlineData("ignored", "")]
    [InlineData("answered", "<rest>\n")]
    [InlineData("refused", "no end\n")]
    public async Task An_unfinished_message_is_treated_as_the_page_says(string unfinished, string answer)
    {
        var page = PageText.WithRules("on unfinished    send no end\non $line    send <$line>", "lines", $"unfinished {unfinished}");
        await using var host = new HostBench(new PageServer(page, new Dictionary<string, string>()), HostBench.Unlimited);
        var client = host.Connect();
        await client.SendTextAsync("rest");
        await client.FinishAsync();
        Assert.Equal(answer, answer.Length == 0 ? await client.ReceiveTextAsync() : await client.ReceiveExactlyAsync(answer.Length));
    }

    [Fact]
    public async Task A_message_without_a_rule_closes_and_is_logged()
    {
        await using var host = new HostBench(Server("on PING    send PONG"), HostBench.Unlimited);
        var client = host.Connect();
        await client.SendTextAsync("PING\nPUNG\n");
        Assert.Equal("PONG\n", await client.ReceiveExactlyAsync(5));
        Assert.Equal("", await client.ReceiveTextAsync());
        Assert.Contains(host.Log.Lines, static line => line.Contains("sent a message of 4 B, for which the page has no rule", StringComparison.Ordinal));
    }

    private static PageServer Server(string rules, string framing = "lines") => new(PageText.WithRules(rules, framing), new Dictionary<string, string>());
}
