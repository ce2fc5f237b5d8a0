using Tincan.Acceptance.Support;
using Tincan.Web.Tests.Support;

namespace Tincan.Web.Tests;

public sealed class FigureTests(Browser browser)
{
    [Fact]
    public async Task Figures_show_what_is_open_accepted_rejected_moved_and_how_it_ended()
    {
        await using var server = await WatchedServer.StartAsync("serve", "reverse", "--greeting", "", "--max-connections", "1");
        var page = await server.OpenAsync(browser);
        await page.Locator("#figures-box > summary").ClickAsync();
        var figure = page.Locator(".figure");
        await figure.HasAsync("0 open · 0 accepted · 0 rejected · 0 messages");

        using (var client = await server.ConnectAsync())
        {
            await client.SendAsync("abc\nde\n");
            await client.ReceivesAsync("cba\ned\n");
            await RawSocket.IsResetAtOnceAsync(server.Running);
            await figure.HasAsync("1 open · 1 accepted · 1 rejected (connections 1) · 2 messages");
            await figure.HasAsync("in all 7 B in, 7 B out");
            await page.Locator("#figures-sum").HasAsync("1 open");
        }

        await figure.HasAsync("0 open · 1 accepted");
        await figure.HasAsync("closed: peer-finished 1");
    }

    [Fact]
    public async Task Each_service_has_figures_of_its_own()
    {
        await using var up = await WatchedServices.StartAsync();
        var page = await up.OpenAsync(browser);
        await page.Locator("#figures-box > summary").ClickAsync();
        using var mirror = await up.ConnectAsync("mirror");
        await mirror.SendAsync("abc\n");
        await mirror.ReceivesAsync("abc\n");

        await page.Locator(".figure").CountAsync(2);
        await page.Locator(".figure").Nth(0).HasAsync("back0 open");
        await page.Locator(".figure").Nth(1).HasAsync("mirror1 open");
        await page.Locator(".figure").Nth(1).HasAsync("in all 4 B in, 4 B out");
    }
}
