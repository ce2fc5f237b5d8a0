using Microsoft.Playwright;
using Tincan.Acceptance.Support;

namespace Tincan.Web.Tests.Support;

/// <summary>Two services in one process, <c>mirror</c>, which echoes, and <c>back</c>, which reverses, whose conversations are on one page.</summary>
internal sealed class WatchedServices : IAsyncDisposable
{
    private const string Plan = """
        { "page": {}, "services": { "mirror": { "serve": "echo", "listen": ":0" }, "back": { "serve": "reverse", "listen": ":0", "greeting": "" } } }
        """;

    private readonly Scratch _scratch;
    private readonly Services _up;
    private readonly WatchPage _page;

    private WatchedServices(Scratch scratch, Services up, WatchPage page) => (_scratch, _up, _page) = (scratch, up, page);

    /// <summary>Where a service listens.</summary>
    public IPEndPoint this[string name] => _up[name];

    public static async Task<WatchedServices> StartAsync()
    {
        var scratch = new Scratch();
        Services? up = null;
        try
        {
            up = await Services.UpAsync(scratch.Write("tincan.json", Plan), 2);
            return new WatchedServices(scratch, up, await WatchPage.OfAsync(up.Running));
        }
        catch
        {
            await (up?.DisposeAsync() ?? default);
            scratch.Dispose();
            throw;
        }
    }

    public Task<RawSocket> ConnectAsync(string name) => _up.ConnectAsync(name);

    public Task<IPage> OpenAsync(Browser browser) => _page.OpenAsync(browser);

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _up.DisposeAsync();
        _scratch.Dispose();
    }
}
