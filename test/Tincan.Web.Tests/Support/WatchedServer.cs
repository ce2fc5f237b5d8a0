using Microsoft.Playwright;
using Tincan.Acceptance.Support;

namespace Tincan.Web.Tests.Support;

/// <summary>A server whose conversations are on a page.</summary>
internal sealed class WatchedServer : IAsyncDisposable
{
    private readonly WatchPage _page;

    private WatchedServer(Running running, WatchPage page) => (Running, _page) = (running, page);

    public Running Running { get; }

    /// <summary>Where the page is, with its token.</summary>
    public Uri Page => _page.Address;

    /// <summary>The same without the token.</summary>
    public Uri Door => new(Page, "/");

    public static async Task<WatchedServer> StartAsync(params string[] args)
    {
        var running = TincanCli.Start(args[0] == "proxy" ? [.. args, "--web"] : [.. args, "--listen", "127.0.0.1:0", "--web"]);
        try
        {
            await running.ListeningAsync();
            return new WatchedServer(running, await WatchPage.OfAsync(running));
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects to the server.</summary>
    public Task<RawSocket> ConnectAsync() => RawSocket.ConnectAsync(Running);

    /// <summary>Opens the page, and waits for the first event.</summary>
    public Task<IPage> OpenAsync(Browser browser) => _page.OpenAsync(browser);

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await Running.DisposeAsync();
    }
}
