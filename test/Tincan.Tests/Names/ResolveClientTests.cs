using Tincan.Framing;
using Tincan.Names;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Names;

public sealed class ResolveClientTests : IAsyncDisposable
{
    private readonly MemoryListener _resolver = new();

    public ValueTask DisposeAsync() => _resolver.DisposeAsync();

    [Fact]
    public async Task Names_are_asked_one_after_another_on_one_connection()
    {
        await using var client = Client();
        var first = client.AskAsync(Speech.Bytes("a.com"));
        var wire = await AcceptAsync();
        Assert.Equal("a.com\n", await wire.HearAsync());
        await wire.SayAsync("A.com 1.1.1.1 A IN\n");
        Assert.True((await first.InTime()).Found);
        var second = client.AskAsync(Speech.Bytes("b.com"));
        Assert.Equal("b.com\n", await wire.HearAsync());
        await wire.SayAsync("b.com - TIMED OUT\n");

        var answer = await second.InTime();
        Assert.Equal((true, false, "b.com - TIMED OUT"), (answer.IsForName, answer.Found, Speech.Text(answer.Text.Span)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_resolver_that_closes_after_each_answer_gets_a_connection_a_name(bool reset)
    {
        await using var client = Client();
        foreach (var name in new[] { "a.com", "b.com", "c.com" })
        {
            var asking = client.AskAsync(Speech.Bytes(name));
            var wire = await AcceptAsync();
            Assert.Equal(name + "\n", await wire.HearAsync());
            await wire.SayAsync($"{name} 1.1.1.1 A IN\n");
            Assert.True((await asking.InTime()).Found);
            if (reset)
            {
                wire.Abort();
            }

            await wire.DisposeAsync();
        }
    }

    [Fact]
    public Task An_answer_may_come_on_any_split_and_without_its_end() =>
        Splits.EachAsync("a.com 1.1.1.1 A IN", async split =>
        {
            var (near, far) = MemoryWire.CreatePair();
            await using var client = new ResolveClient(_ => Task.FromResult<Wire>(near), new() { Dialect = Dialect.CrLf });
            await far.SendSegmentsAsync(split);
            await far.FinishAsync();

            Assert.Equal("a.com 1.1.1.1 A IN", Speech.Text((await client.AskAsync(Speech.Bytes("a.com")).InTime()).Text.Span));
            Assert.Equal("a.com\r\n", await far.HearAsync());
        });

    [Fact]
    public async Task An_answer_to_another_name_is_told_apart()
    {
        await using var client = Client();
        var asking = client.AskAsync(Speech.Bytes("fast.com"));
        var wire = await AcceptAsync();
        await wire.SayAsync("slow.com 1.1.1.1 A IN\n");

        Assert.False((await asking.InTime()).IsForName);
    }

    [Fact]
    public async Task A_resolver_that_closes_without_an_answer_is_an_error()
    {
        await using var client = Client();
        var asking = client.AskAsync(Speech.Bytes("a.com"));
        var wire = await AcceptAsync();
        await wire.FinishAsync();

        var error = await Assert.ThrowsAsync<WireException>(() => asking.InTime());
        Assert.Equal((CloseReason.PeerFinished, "the server closed the connection without an answer"), (error.Reason, error.Message));
    }

    [Fact]
    public async Task A_blank_name_is_never_asked()
    {
        await using var client = Client();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.AskAsync(default));
    }

    private ResolveClient Client() => new(_ => Task.FromResult<Wire>(_resolver.Connect()), new() { Dialect = Dialect.Lf });

    private Task<Wire> AcceptAsync() => _resolver.AcceptAsync(CancellationToken.None).InTime();
}
