using Microsoft.Playwright;

namespace Tincan.Web.Tests.Support;

/// <summary>The page of a server without clients, opened once for the tests of a class that leave nothing on it.</summary>
public sealed class QuietPage(Browser browser) : IAsyncLifetime
{
    private WatchedServer? _server;

    public IPage Page { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await WatchedServer.StartAsync("serve", "echo");
        Page = await _server.OpenAsync(browser);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
