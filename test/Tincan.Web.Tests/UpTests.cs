using Microsoft.Playwright;
using Tincan.Web.Tests.Support;

namespace Tincan.Web.Tests;

public sealed class UpTests(Browser browser)
{
    [Fact]
    public async Task One_page_shows_all_services_and_which_one_a_connection_belongs_to()
    {
        await using var up = await WatchedServices.StartAsync();
        var page = await up.OpenAsync(browser);

        using var mirror = await up.ConnectAsync("mirror");
        await mirror.SendAsync("abc\n");
        await mirror.ReceivesAsync("abc\n");
        using var back = await up.ConnectAsync("back");
        await back.SendAsync("abc\n");
        await back.ReceivesAsync("cba\n");

        await page.Connections().CountAsync(2);
        await page.Connections().Nth(0).Locator(".peer").IsAsync($"mirror ◂ {mirror.Socket.LocalEndPoint}");
        await page.Connections().Nth(1).Locator(".peer").IsAsync($"back ◂ {back.Socket.LocalEndPoint}");
        await page.Connections().Nth(1).ClickAsync();
        await page.Locator("#server").IsAsync($"back {up["back"]}");
        await page.SaysAsync("cba\\n");
        await page.Rows().First.HasAsync($"back accepted: {back.Socket.LocalEndPoint}");

        await page.Locator("#filter").FillAsync("service:mirror");
        await page.Connections().CountAsync(1);
        await page.Connections().First.Locator(".peer").IsAsync($"mirror ◂ {mirror.Socket.LocalEndPoint}");
    }
}
