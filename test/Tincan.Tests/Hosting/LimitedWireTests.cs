using Tincan.Hosting;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Hosting;

public sealed class LimitedWireTests : IAsyncDisposable
{
    private readonly MemoryWire _client;
    private readonly LimitedWire _wire;

    public LimitedWireTests()
    {
        (_client, var server) = MemoryWire.CreatePair(window: 4);
        _wire = new LimitedWire(server);
    }

    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    [Fact]
    public async Task It_stands_still_only_while_it_waits_for_the_peer_and_nothing_new_was_asked()
    {
        Assert.False(_wire.CheckStalled());
        var receiving = _wire.ReceiveAsync(new byte[1]).AsTask();
        Assert.False(_wire.CheckStalled());
        Assert.True(_wire.CheckStalled());

        await _client.SendTextAsync("a");
        await receiving.InTime();
        Assert.False(_wire.CheckStalled());

        var sending = _wire.SendAsync(new byte[5]).AsTask();
        Assert.False(_wire.CheckStalled());
        Assert.True(_wire.CheckStalled());
        await _client.ReceiveExactlyAsync(5);
        await sending.InTime();
        Assert.False(_wire.CheckStalled());
    }

    [Fact]
    public async Task Ending_when_idle_wakes_a_wait_like_a_FIN()
    {
        var resting = _wire.WaitForDataAsync().AsTask();
        _wire.EndWhenIdle(CloseReason.Stopped);

        await resting.InTime();
        Assert.Equal("", await _wire.ReceiveTextAsync());
        Assert.Equal(CloseReason.Stopped, _wire.EndedBy);
        Assert.False(_wire.PeerFinished);
    }

    [Fact]
    public async Task Ending_when_idle_finishes_the_current_message_and_ends_before_the_next()
    {
        var receiving = _wire.ReceiveAsync(new byte[2]).AsTask();
        _wire.EndWhenIdle(CloseReason.Stopped);
        await _client.SendTextAsync("ab");
        Assert.Equal(2, await receiving.InTime());
        await _wire.SendTextAsync("ok");
        await _client.SendTextAsync("cd");

        await _wire.WaitForDataAsync().InTime();
        Assert.Equal("", await _wire.ReceiveTextAsync());
        Assert.Equal("ok", await _client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Ending_receives_fails_in_mid_message_and_is_the_end_after_that()
    {
        var receiving = _wire.ReceiveAsync(new byte[2]).AsTask();
        _wire.EndReceiving(CloseReason.Idle);
        Assert.Equal(CloseReason.Idle, await WireText.FailureOf(receiving));
        Assert.Equal("", await _wire.ReceiveTextAsync());
        await _wire.SendTextAsync("ok");
    }

    [Fact]
    public async Task The_first_reason_stays()
    {
        _wire.EndWhenIdle(CloseReason.Stopped);
        _wire.EndReceiving(CloseReason.Idle);
        Assert.Equal(CloseReason.Stopped, _wire.EndedBy);
        await _wire.WaitForDataAsync().InTime();
    }

    [Fact]
    public Task A_receive_with_a_token_of_its_own_obeys_both() => ObeysBothAsync(
        token => _wire.ReceiveAsync(new byte[9], token).AsTask(),
        static async receiving => Assert.Equal(CloseReason.Idle, await WireText.FailureOf(receiving)));

    [Fact]
    public Task A_wait_with_a_token_of_its_own_obeys_both() => ObeysBothAsync(
        token => _wire.WaitForDataAsync(token).AsTask(),
        static waiting => waiting.InTime());

    private async Task ObeysBothAsync(Func<CancellationToken, Task> wait, Func<Task, Task> ends)
    {
        using var giveUp = new CancellationTokenSource();
        var waiting = wait(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.InTime());

        using var unused = new CancellationTokenSource();
        waiting = wait(unused.Token);
        Assert.False(_wire.CheckStalled());
        Assert.True(_wire.CheckStalled());
        _wire.EndReceiving(CloseReason.Idle);
        await ends(waiting);
    }

    [Fact]
    public async Task What_the_peer_does_not_take_is_not_counted_as_sent()
    {
        await _wire.SendTextAsync("ok");
        var sending = _wire.SendAsync(new byte[5]).AsTask();
        Assert.Equal(2, _wire.Sent);
        _wire.Abort();
        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(sending));
        Assert.Equal(2, _wire.Sent);
    }

    [Fact]
    public async Task It_counts_what_passes_and_sees_the_peers_FIN()
    {
        await _client.SendTextAsync("abc");
        await _client.FinishAsync();
        await _wire.WaitForDataAsync().InTime();
        Assert.False(_wire.PeerFinished);
        Assert.Equal("abc", await _wire.ReceiveToEndAsync());
        await _wire.SendTextAsync("ok");

        Assert.True(_wire.PeerFinished);
        Assert.Equal(3, _wire.Received);
        Assert.Equal(2, _wire.Sent);
    }
}
