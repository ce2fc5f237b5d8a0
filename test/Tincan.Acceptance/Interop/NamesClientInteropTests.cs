using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Interop;

public sealed class NamesClientInteropTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("raw", false)]
    [InlineData("lf", false)]
    [InlineData("crlf", false)]
    [InlineData("nul", false)]
    [InlineData("raw", true)]
    [InlineData("lf", true)]
    public async Task Their_client_with_our_chain(string dialect, bool once)
    {
        await using var names = await Names.StartAsync("--deadline", "700ms");
        await TheirClientAsync(names.Resolver, dialect, once);
    }

    [Fact]
    public async Task Their_client_and_resolver_with_our_table_servers()
    {
        await using var first = await Names.TableAsync(1);
        await using var second = await Names.TableAsync(2);
        await using var resolver = await Python.ServeAsync("rs.py", first.Port, second.Port);
        await TheirClientAsync(resolver, "raw", once: false);
    }

    [Fact]
    public async Task Their_client_with_our_resolver_and_one_of_their_table_servers()
    {
        await using var first = await Names.TableAsync(1);
        await using var second = await Python.ServeAsync("ts.py", Place.Sample("PROJ2-DNSTS2.txt"), "raw");
        await using var resolver = await Names.ResolverAsync([first.Port, second.Port], "--deadline", "700ms");
        await TheirClientAsync(resolver, "raw", once: false);
    }

    public void Dispose() => _scratch.Dispose();

    private async Task TheirClientAsync(Running resolver, string dialect, bool once)
    {
        string[] manner = once ? ["once"] : [];
        var outcome = await Python.RunAsync("client.py", [resolver.Port, Place.Sample("PROJ2-HNS.txt"), _scratch["RESOLVED.txt"], dialect, .. manner]);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Equal(Place.Expected("RESOLVED.txt"), await File.ReadAllBytesAsync(_scratch["RESOLVED.txt"]));
    }
}
