using Microsoft.Playwright;
using Tincan.Acceptance.Support;

namespace Tincan.Web.Tests.Support;

/// <summary>A server whose conversations are on a page.</summary>
internal sealed class WatchedServer : IAsyncDisposable
{
    private const string Before = "watch at ";

    private WatchedServer(Running running, Uri page) => (Running, Page) = (running, page);

    public Running Running { get; }

    /// <summary>Where the page is, with its token.</summary>
    public Uri Page { get; }

    /// <summary>The same without the token.</summary>
    public Uri Door => new(Page, "/");

    public static async Task<WatchedServer> StartAsync(params string[] args)
    {
        var running = TincanCli.Start(args[0] == "proxy" ? [.. args, "--web"] : [.. args, "--listen", "127.0.0.1:0", "--web"]);
        try
        {
            await running.ListeningAsync();
            var line = (await running.Error.UntilAsync("\n")).Split('\n')[0];
            Assert.StartsWith(Before, line, StringComparison.Ordinal);
            var page = new Uri(line[Before.Length..]);
            Assert.Equal(("127.0.0.1", "/", "?token=".Length + 32), (page.Host, page.AbsolutePath, page.Query.Length));
            return new WatchedServer(running, page);
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects to the server.</summary>
    public Task<RawSocket> ConnectAsync() => RawSocket.ConnectAsync(Running);

    /// <summary>Opens the page, and waits until it hears from the server.</summary>
    public async Task<IPage> OpenAsync(Browser browser)
    {
        var page = await browser.WindowAsync();
        await page.GotoAsync(Page.AbsoluteUri);
        await page.Locator("#stream.live").WaitForAsync();
        return page;
    }

    public ValueTask DisposeAsync() => Running.DisposeAsync();
}
