using Microsoft.Playwright;
using Tincan.Acceptance.Support;

namespace Tincan.Web.Tests.Support;

/// <summary>A page that shows conversations.</summary>
/// <param name="Address">Where it is, with its token.</param>
internal sealed record WatchPage(Uri Address)
{
    private const string Before = "watch at ";

    /// <summary>Waits until a process says where its page is, in the first line on standard error.</summary>
    public static async Task<WatchPage> OfAsync(Running running)
    {
        var line = (await running.Error.UntilAsync("\n")).Split('\n')[0];
        Assert.StartsWith(Before, line, StringComparison.Ordinal);
        var page = new Uri(line[Before.Length..]);
        Assert.Equal(("127.0.0.1", "/", "?token=".Length + 32), (page.Host, page.AbsolutePath, page.Query.Length));
        return new WatchPage(page);
    }

    /// <summary>Opens it, and waits until it hears from the server.</summary>
    public async Task<IPage> OpenAsync(Browser browser)
    {
        var page = await browser.WindowAsync();
        await page.GotoAsync(Address.AbsoluteUri);
        await page.Locator("#stream.live").WaitForAsync();
        return page;
    }
}
