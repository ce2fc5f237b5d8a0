using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tincan.Acceptance.Support;
using Tincan.Web.Tests.Support;

namespace Tincan.Web.Tests;

/// <summary>
/// Faults on the page. The browser is given rows from a file, so that each comes exactly when it should; a test of the program's holds that file against what
/// the server writes.
/// </summary>
[Collection("clipboard")] // A browser has one, so tests that copy take turns.
public sealed partial class FaultTests(Browser browser)
{
    private const string Hello = """
        event: hello
        data: {"tincan-recording":4,"began":"2026-03-01T09:00:00Z","by":"tincan","title":"proxy","place":"127.0.0.1:5000","now":3.5}


        """;

    private static readonly string Stream = Hello.ReplaceLineEndings("\n") + File.ReadAllText(Place.Rows) + "\nevent: end\ndata: {}\n\n";

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

    /// <summary>Two seconds or more: longer than up to the fault.</summary>
    [GeneratedRegex(@"server waits for client: (?:[2-9]|[1-9][0-9]+)\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GoesOn();

    [Fact]
    public async Task A_silence_goes_on_across_a_fault()
    {
        await using var server = await WatchedServer.StartAsync("serve", "echo");
        var page = await OpenAsync(server);

        await page.Locator(".sizer .gap").CountAsync(2);
        await page.Locator(".sizer .gap").First.IsAsync("client waits for server: 1.2 s");
        await page.Locator(".sizer .gap").Last.IsAsync("server waits for client: 1.5 s");
        await page.Locator("#live").HasAsync(GoesOn());
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
        await page.RouteAsync("**/events?*", static route => route.FulfillAsync(new() { ContentType = "text/event-stream", Body = Stream }));
        await page.GotoAsync(server.Page.AbsoluteUri);
        await page.Locator("#stream.ended").WaitForAsync();
        return page;
    }

    private static async Task<float> LeftOfAsync(IPage page, string way) =>
        (await page.Locator($".row.fault{way} .remark > span").BoundingBoxAsync())!.X;
}
