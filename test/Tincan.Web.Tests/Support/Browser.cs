using Microsoft.Playwright;
using Tincan.Web.Tests.Support;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Tincan.Web.Tests.Support;

/// <summary>Debian's chromium, started once for all tests. Without it they fail; they are not skipped.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assert.True(File.Exists(Chromium), $"{Chromium} is missing; these tests need it (on Debian, as root: apt-get install chromium)");
        Assertions.SetDefaultExpectTimeout((float)Acceptance.Support.Bounded.Limit.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        });
    }

    /// <summary>Opens a window of its own: no cookie, no storage.</summary>
    public async Task<IPage> WindowAsync(int width = 1280, int height = 800)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = ColorScheme.Light,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout((float)Acceptance.Support.Bounded.Limit.TotalMilliseconds);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
