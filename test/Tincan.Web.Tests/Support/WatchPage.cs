using Microsoft.Playwright;
using Tincan.Acceptance.Support;

namespace Tincan.Web.Tests.Support;

/// <summary>A page that shows conversations. Its windows are closed with it: one whose server has gone looks for it again and again.</summary>
/// <param name="address">Where it is, with its token.</param>
internal sealed class WatchPage(Uri address) : IAsyncDisposable
{
    private const string Before = "watch at ";

    private readonly List<IPage> _windows = [];

    public Uri Address => address;

    /// <summary>Waits until a process says where its page is, in the first line on standard error.</summary>
    public static async Task<WatchPage> OfAsync(Running running)
    {
        var line = (await running.Error.UntilAsync("\n")).Split('\n')[0];
        Assert.StartsWith(Before, line, StringComparison.Ordinal);
        var page = new Uri(line[Before.Length..]);
        Assert.Equal(("127.0.0.1", "/", "?token=".Length + 32), (page.Host, page.AbsolutePath, page.Query.Length));
        return new WatchPage(page);
    }

    /// <summary>Opens it, and waits for the first event.</summary>
    public async Task<IPage> OpenAsync(Browser browser)
    {
        var page = await browser.WindowAsync();
        _windows.Add(page);
        await page.GotoAsync(Address.AbsoluteUri);
        await page.Locator("#stream.live").WaitForAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in _windows)
        {
            await window.Context.CloseAsync();
        }
    }
}
