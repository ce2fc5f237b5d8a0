using System.Net.Sockets;
using Tincan.Acceptance.Support;
using Tincan.Web.Tests.Support;

namespace Tincan.Web.Tests;

public sealed class SlownessTests(Browser browser)
{
    [Fact]
    public async Task A_browser_that_never_reads_holds_nobody_up()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await deaf.ConnectAsync("127.0.0.1", server.Page.Port).InTime();
        var question = $"GET /events{server.Page.Query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        await deaf.SendAsync(Encoding.ASCII.GetBytes(question)).InTime();
        using var client = await server.ConnectAsync();

        // Twice what the ring holds, in both directions.
        var word = new string('x', 256 * 1024);
        for (var i = 0; i < 512; i++)
        {
            var saying = client.SendAsync(word);
            await client.ReceivesAsync(word);
            await saying;
        }

        Assert.InRange(server.Running.Resident(), 0, 500 * 1024 * 1024);
        var page = await server.OpenAsync(browser);
        await page.Locator("#lost").HasAsync("were lost");
    }

    [Fact]
    public async Task After_a_break_the_page_comes_back_by_itself_and_misses_nothing()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        using var cutter = new Cutter(server.Page.Port);
        var page = await browser.WindowAsync();
        await page.GotoAsync(new UriBuilder(server.Page) { Port = cutter.Port }.Uri.AbsoluteUri);
        await page.Locator("#stream.live").WaitForAsync();
        using var client = await server.ConnectAsync();
        await client.SendAsync("before\n");
        await page.SaysAsync("before\\n");

        cutter.Cut();
        await page.Locator("#stream.reconnecting").WaitForAsync();
        await client.SendAsync("meanwhile\n");
        await client.ReceivesAsync("before\nmeanwhile\n");
        cutter.Mend();

        await page.SaysAsync("meanwhile\\n");
        await page.Said().CountAsync(4);
        await page.Locator("#lost").IsAsync("");
    }

    [Fact]
    public async Task When_the_program_ends_the_page_says_so()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = await server.OpenAsync(browser);
        using var client = await server.ConnectAsync();
        await page.Connections().CountAsync(1);

        server.Running.Terminate();

        await page.Locator("#stream").IsAsync("the program has ended");
        await page.Locator(".row.closed").HasAsync("closed: server shutdown");
        Assert.Equal(0, (await server.Running.ExitAsync()).Code);
    }

    [Fact]
    public async Task Thousands_of_events_make_only_a_screenful_of_elements()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = await server.OpenAsync(browser);
        using var client = await server.ConnectAsync();
        for (var i = 0; i < 5000; i++)
        {
            await client.SendAsync($"{i}\n");
            await client.ReceivesAsync($"{i}\n");
        }

        await page.SaysAsync("4999\\n");
        await page.Locator("#total").HasAsync("10,001 events");
        Assert.InRange(await page.Rows().CountAsync(), 1, 120);

        await page.EvaluateAsync("document.getElementById('ladder').scrollTop = 0");
        await page.Locator(".row.opened").WaitForAsync();
        Assert.InRange(await page.Rows().CountAsync(), 1, 120);
    }
}
