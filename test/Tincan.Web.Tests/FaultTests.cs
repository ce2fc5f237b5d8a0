using Microsoft.Playwright;
using Tincan.Web.Tests.Support;

namespace Tincan.Web.Tests;

/// <summary>Faults on the page. The browser is given events that were written by hand, so that each comes exactly when it should.</summary>
public sealed class FaultTests(Browser browser)
{
    private const string Stream = """
        event: hello
        data: {"tincan-recording":4,"began":"2026-03-01T09:00:00Z","by":"tincan","title":"proxy","place":"127.0.0.1:5000","now":3.5}

        data: {"number":1,"time":0,"wall":"2026-03-01T09:00:00Z","connection":1,"what":"accept","direction":"to-server","offset":0,"text":"127.0.0.1:40001 to 127.0.0.1:5000"}
        data: {"number":2,"time":0.1,"wall":"2026-03-01T09:00:00.1Z","connection":1,"what":"receive","direction":"to-server","offset":0,"data":"HELLO\n","message":0,"ends":[6]}
        data: {"number":3,"time":0.7,"wall":"2026-03-01T09:00:00.7Z","connection":1,"what":"fault","direction":"to-server","offset":6,"fault":"delay","text":"held 1.2 s"}
        data: {"number":4,"time":1.3,"wall":"2026-03-01T09:00:01.3Z","connection":1,"what":"send","direction":"to-client","offset":0,"data":"OLLEH\n","message":0,"ends":[6]}
        data: {"number":5,"time":2.8,"wall":"2026-03-01T09:00:02.8Z","connection":1,"what":"fault","direction":"to-client","offset":6,"fault":"<b>cut</b>","text":"cut here\u001b[31m"}

        event: end
        data: {}


        """;

    [Fact]
    public async Task A_fault_has_a_row_of_its_own_at_the_side_of_whom_it_is_done_to()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = await OpenAsync(server);

        await page.Locator(".row.fault").CountAsync(2);
        await page.Locator(".row.fault.to-server").IsAsync("0.700+600 ms!! delay: held 1.2 s");
        await page.Locator(".row.fault.to-client").HasAsync("!! <b>cut</b>: cut here\\x1B[31m");
        await page.Locator("#conversation b").CountAsync(0);
        Assert.True(await LeftOfAsync(page, ".to-server") < await LeftOfAsync(page, ".to-client"));

        await page.Said().CountAsync(2);
        await page.Locator("#sums").HasAsync("2 turns");
        await page.Locator(".row.fault.to-server").ClickAsync();
        await page.Locator("#detail-title").IsAsync("client to server at offset 6: !! delay: held 1.2 s");
    }

    [Fact]
    public async Task A_silence_goes_on_across_a_fault()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = await OpenAsync(server);

        await page.Locator(".sizer .gap").CountAsync(2);
        await page.Locator(".sizer .gap").First.IsAsync("client waits for server: 1.2 s");
        await page.Locator(".sizer .gap").Last.IsAsync("server waits for client: 1.5 s");
        await page.Locator("#live").HasAsync("server waits for client: 2.");
    }

    [Fact]
    public async Task Faults_are_filtered_and_copied()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = await OpenAsync(server);

        await page.Locator("#filter").FillAsync("fault:delay");
        await page.Rows().CountAsync(1);
        await page.Locator("#sums").HasAsync("1 shown");
        await page.Locator("#copy-text").ClickAsync();
        await page.Locator("#said").HasAsync("copied 1 row");
        Assert.Equal("0.700000 c:1 client > server !! delay: held 1.2 s\n", await page.ClipboardAsync());

        await page.Locator("#filter").FillAsync("what:fault to:client");
        await page.Rows().CountAsync(1);
        await page.Locator("#copy-mermaid").ClickAsync();
        await page.Locator("#said").HasAsync("copied 1 row as Mermaid");
        Assert.Contains("    Note over C1,S1: server #62; client !! #60;b#62;cut", await page.ClipboardAsync(), StringComparison.Ordinal);

        await page.Locator("#copy-json").ClickAsync();
        await page.Locator("#said").HasAsync("copied 1 row as JSON");
        Assert.Contains("\"what\":\"fault\",\"direction\":\"to-client\",\"offset\":6,\"fault\":\"<b>cut</b>\"", await page.ClipboardAsync(), StringComparison.Ordinal);
    }

    private async Task<IPage> OpenAsync(WatchedServer server)
    {
        var page = await browser.WindowAsync();
        await page.RouteAsync("**/events?*", static route => route.FulfillAsync(new() { ContentType = "text/event-stream", Body = Stream.ReplaceLineEndings("\n") }));
        await page.GotoAsync(server.Page.AbsoluteUri);
        await page.Locator("#stream.ended").WaitForAsync();
        return page;
    }

    private static async Task<float> LeftOfAsync(IPage page, string way) =>
        (await page.Locator($".row.fault{way} .remark > span").BoundingBoxAsync())!.X;
}
