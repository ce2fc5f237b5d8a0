namespace Tincan.Acceptance.Support;

/// <summary>The classic chain: two table servers and a resolver.</summary>
internal sealed class Names : IAsyncDisposable
{
    private readonly Running[] _tables;

    private Names(Running resolver, params Running[] tables)
    {
        Resolver = resolver;
        _tables = tables;
    }

    public Running Resolver { get; }

    public static Task<Running> TableAsync(int number, params string[] args) =>
        TincanCli.ServeAsync(["serve", "names", "--table", Place.Sample($"PROJ2-DNSTS{number}.txt"), "--quiet", "50ms", .. args]);

    public static Task<Running> ResolverAsync(string[] upstreamPorts, params string[] args) => TincanCli.ServeAsync(
        ["serve", "resolver", .. upstreamPorts.SelectMany(static port => new[] { "--upstream", $"127.0.0.1:{port}" }), "--quiet", "50ms", .. args]);

    public static async Task<Names> StartAsync(params string[] resolverArgs)
    {
        var tables = await Task.WhenAll(TableAsync(1), TableAsync(2));
        return new Names(await ResolverAsync([.. tables.Select(static table => table.Port)], resolverArgs), tables);
    }

    public async ValueTask DisposeAsync()
    {
        await Resolver.DisposeAsync();
        foreach (var table in _tables)
        {
            await table.DisposeAsync();
        }
    }
}
