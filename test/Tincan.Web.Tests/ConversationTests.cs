using Tincan.Acceptance.Support;
using Tincan.Web.Tests.Support;

namespace Tincan.Web.Tests;

public sealed class ConversationTests(Browser browser)
{
    [Fact]
    public async Task A_conversation_grows_before_the_eyes()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = await server.OpenAsync(browser);
        await page.Locator("#hint").HasAsync("nobody has connected yet");

        using var client = await server.ConnectAsync();
        await page.Connections().CountAsync(1);
        await page.Locator(".connection .state").IsAsync("open");

        await client.SendAsync("first\n");
        await client.ReceivesAsync("first\n");
        await page.SaysAsync("first\\n");
        await page.Said().CountAsync(2);
        await page.Locator(".connection .sums").HasAsync("2 turns");

        await client.SendAsync("second\n");
        await client.ReceivesAsync("second\n");
        await page.Said().CountAsync(4);

        client.Finish();
        Assert.Equal("", await client.ReceiveToEndAsync());
        await page.Locator(".connection .state").IsAsync("closed");
        await page.Locator(".row.fin").CountAsync(2);
        await page.Locator(".row.closed").HasAsync("closed: the peer finished first");
    }

    [Fact]
    public async Task It_says_that_both_wait_and_why()
    {
        await using var server = await WatchedServer.StartAsync("serve", "reverse", "--dialect", "lf");
        var page = await server.OpenAsync(browser);
        using var client = await server.ConnectAsync();

        await client.SendAsync("no line end");

        await page.Locator("#live").HasAsync("both wait");
        await page.Locator("#live").HasAsync("server has 11 bytes of a message without its end");
        await page.Locator(".connection .wait").HasAsync("both wait");
    }

    [Fact]
    public async Task A_half_closed_connection_and_a_reset_one_look_different()
    {
        using var target = new RawListener();
        await using var proxy = await WatchedServer.StartAsync("proxy", "127.0.0.1:0", $"127.0.0.1:{target.Port}");
        var page = await proxy.OpenAsync(browser);
        using var client = await proxy.ConnectAsync();
        using var server = await target.AcceptAsync();

        server.Finish();
        await page.Locator(".connection .state").IsAsync("half-closed");
        await page.Locator("#state").IsAsync("half-closed: server has finished");

        client.Reset();

        await page.Locator(".connection .state").IsAsync("reset");
        await page.Locator(".row.rst.to-server").HasAsync("client reset the connection");
    }

    [Fact]
    public async Task Messages_lie_over_chunks()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        await using var proxy = await WatchedServer.StartAsync("proxy", "127.0.0.1:0", $"127.0.0.1:{server.Running.Port}");
        var page = await proxy.OpenAsync(browser);
        using var client = await proxy.ConnectAsync();

        await client.SendAsync("one\ntwo\n");
        await client.ReceivesAsync("one\ntwo\n");
        await client.SendAsync("thr");
        await page.SaysAsync("thr");
        await client.SendAsync("ee\n");

        await page.Locator(".to-server .how").Filter(new() { HasText = "messages 1-2 coalesced" }).WaitForAsync();
        await page.Locator(".to-server .how").Filter(new() { HasText = "message 3 part 2 of 2" }).WaitForAsync();
        await page.Locator(".to-server .part").CountAsync(4);
    }

    [Fact]
    public async Task A_strangers_markup_is_text()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = await server.OpenAsync(browser);
        var dialogs = 0;
        page.Dialog += (_, dialog) =>
        {
            dialogs++;
            _ = dialog.DismissAsync();
        };
        using var client = await server.ConnectAsync();

        await client.SendAsync("<script>alert(1)</script><img src=x onerror=alert(2)>\e[2J\0\n");

        await page.SaysAsync("<script>alert(1)</script><img src=x onerror=alert(2)>\\x1B[2J␀\\n");
        await page.Rows().Filter(new() { HasText = "<script>" }).First.ClickAsync();
        await page.Locator("#detail-text").HasAsync("<script>alert(1)</script>");
        await page.Locator("#connections img, #conversation img, main script").CountAsync(0);
        Assert.Equal(0, dialogs);
    }

    [Fact]
    public async Task Markup_cannot_even_be_tried()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = await server.OpenAsync(browser);

        var refused = await page.EvaluateAsync<string>("(() => { try { document.body.innerHTML = '<b>x</b>'; } catch (e) { return e.name; } })()");

        Assert.Equal("TypeError", refused);
    }
}
