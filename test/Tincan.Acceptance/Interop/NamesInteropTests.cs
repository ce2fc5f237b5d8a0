using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Interop;

public sealed class NamesInteropTests : IDisposable
{
    /// <summary>Long enough for a table server that does not get to run at once; each miss takes as long.</summary>
    private const string Deadline = "1500ms";

    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("raw", "")]
    [InlineData("lf", "")]
    [InlineData("crlf", "")]
    [InlineData("nul", "")]
    [InlineData("raw", "once")]
    [InlineData("lf", "once")]
    public async Task Our_resolver_and_client_with_their_table_servers(string dialect, string manner)
    {
        await using var first = await Python.ServeAsync("ts.py", Place.Sample("PROJ2-DNSTS1.txt"), dialect, manner);
        await using var second = await Python.ServeAsync("ts.py", Place.Sample("PROJ2-DNSTS2.txt"), dialect, manner);
        await using var resolver = await Names.ResolverAsync([first.Port, second.Port], "--deadline", Deadline);
        await ResolveAsync(resolver, dialect);
    }

    [Fact]
    public async Task Our_resolver_translates_between_their_dialects()
    {
        await using var first = await Python.ServeAsync("ts.py", Place.Sample("PROJ2-DNSTS1.txt"), "raw");
        await using var second = await Python.ServeAsync("ts.py", Place.Sample("PROJ2-DNSTS2.txt"), "raw");
        await using var resolver = await Names.ResolverAsync([first.Port, second.Port], "--deadline", Deadline, "--upstream-dialect", "raw");
        await ResolveAsync(resolver, "lf");
    }

    [Fact]
    public async Task Their_resolver_between_our_client_and_our_table_servers()
    {
        await using var first = await Names.TableAsync(1);
        await using var second = await Names.TableAsync(2);
        await using var resolver = await Python.ServeAsync("rs.py", first.Port, second.Port);
        await ResolveAsync(resolver, "raw");
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("lf")]
    public async Task A_late_answer_never_reaches_the_next_question(string dialect)
    {
        // It says the answer to a question when the next one comes: just in time to be taken for that one's.
        _scratch.Write("table", "slow.com 1.1.1.1 A\nfast.com 2.2.2.2 A\n");
        await using var late = await Python.ServeAsync("ts.py", _scratch["table"], dialect, "late");
        _scratch.Write("other", "fast.com 2.2.2.2 A\n");
        await using var other = await Python.ServeAsync("ts.py", _scratch["other"], dialect);
        await using var resolver = await Names.ResolverAsync([late.Port, other.Port], "--deadline", "2s");
        var outcome = await TincanCli.RunAsync("resolve", "127.0.0.1", resolver.Port, "slow.com", "fast.com", "none.com", "--dialect", dialect);
        Assert.Equal("slow.com - TIMED OUT\nfast.com 2.2.2.2 A IN\nnone.com - TIMED OUT\n", outcome.Text);
    }

    public void Dispose() => _scratch.Dispose();

    private async Task ResolveAsync(Running resolver, string dialect)
    {
        var outcome = await TincanCli.RunAsync(
            "resolve", "127.0.0.1", resolver.Port, Place.Sample("PROJ2-HNS.txt"), "-o", _scratch["RESOLVED.txt"], "--dialect", dialect, "--quiet", "50ms");
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        Assert.Equal(Place.Expected("RESOLVED.txt"), await File.ReadAllBytesAsync(_scratch["RESOLVED.txt"]));
    }
}
