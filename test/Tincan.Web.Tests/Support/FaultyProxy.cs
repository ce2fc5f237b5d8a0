using Microsoft.Playwright;
using Tincan.Acceptance.Support;

namespace Tincan.Web.Tests.Support;

/// <summary>A proxy in front of an echo server, on whose page faults can be added.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private readonly Running _echo;

    private FaultyProxy(Running echo, WatchedServer server) => (_echo, Server) = (echo, server);

    public WatchedServer Server { get; }

    public static async Task<FaultyProxy> StartAsync(params string[] options)
    {
        var echo = await TincanCli.ServeAsync("serve", "echo");
        try
        {
            return new FaultyProxy(echo, await WatchedServer.StartAsync(["proxy", "127.0.0.1:0", echo.Address.ToString(), .. options]));
        }
        catch
        {
            await echo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects, and says a line that comes back.</summary>
    public async Task<RawSocket> ConnectAsync()
    {
        var client = await Server.ConnectAsync();
        await client.SendAsync("hello\n");
        await client.ReceivesAsync("hello\n");
        return client;
    }

    /// <summary>Opens the page and its panel of faults.</summary>
    public async Task<IPage> OpenAsync(Browser browser)
    {
        var page = await Server.OpenAsync(browser);
        await page.Locator("#faults-box > summary").ClickAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _echo.DisposeAsync();
    }
}
