using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Wires;

public sealed class IdleTimeoutWireTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task What_never_comes_is_given_up() =>
        Assert.Equal("received nothing for 3 s", await GivenUpAsync(MemoryWire.CreatePair().Client, static wire => wire.ReceiveTextAsync()));

    [Fact]
    public async Task What_is_never_taken_is_given_up() => Assert.Equal(
        "the peer read nothing for 3 s",
        await GivenUpAsync(MemoryWire.CreatePair(window: 4).Client, static wire => wire.SendTextAsync("too much")));

    [Fact]
    public async Task A_FIN_that_never_goes_out_is_given_up() => Assert.Equal(
        "the peer read nothing for 3 s",
        await GivenUpAsync(new UnfinishableWire(MemoryWire.CreatePair().Client), static wire => wire.FinishAsync().AsTask()));

    private static async Task<string> GivenUpAsync(Wire inner, Func<Wire, Task> act)
    {
        var clock = new FakeClock();
        WireException? told = null;
        await using var wire = new IdleTimeoutWire(inner, Limit, clock, idle => told = idle);
        var acting = act(wire);
        await clock.WhenTimerAsync(Limit);

        clock.Advance(Limit);

        var error = await Assert.ThrowsAsync<WireException>(() => acting.InTime());
        Assert.Equal(CloseReason.Idle, error.Reason);
        Assert.Same(error, told);
        return error.Message;
    }
}
