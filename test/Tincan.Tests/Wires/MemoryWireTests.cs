using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Wires;

public sealed class MemoryWireTests
{
    private readonly MemoryWire _client;
    private readonly MemoryWire _server;

    public MemoryWireTests() => (_client, _server) = MemoryWire.CreatePair(window: 8);

    [Fact]
    public async Task Segments_keep_their_edges_and_a_small_buffer_cuts_them()
    {
        await _client.SendTextAsync("one");
        await _client.SendTextAsync("two");

        Assert.Equal("one", await _server.ReceiveTextAsync());
        Assert.Equal("t", await _server.ReceiveTextAsync(1));
        Assert.Equal("wo", await _server.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_sender_waits_while_the_window_is_full()
    {
        var sending = _client.SendTextAsync("0123456789");
        Assert.False(sending.IsCompleted);

        Assert.Equal("01", await _server.ReceiveTextAsync(2));
        await sending;
        Assert.Equal("23456789", await _server.ReceiveExactlyAsync(8));
    }

    [Fact]
    public async Task An_empty_receive_waits_for_bytes_and_takes_none()
    {
        var waiting = _server.WaitForDataAsync().AsTask();
        Assert.False(waiting.IsCompleted);

        await _client.SendTextAsync("one");

        await waiting.InTime();
        Assert.Equal("one", await _server.ReceiveTextAsync());
    }

    [Fact]
    public async Task An_empty_receive_wakes_on_FIN()
    {
        var waiting = _server.WaitForDataAsync().AsTask();
        await _client.FinishAsync();
        await waiting.InTime();
        Assert.Equal("", await _server.ReceiveTextAsync());
    }

    [Fact]
    public async Task Each_end_may_finish_and_still_hear_the_other()
    {
        await _client.SendTextAsync("ask");
        await _client.FinishAsync();
        await _client.FinishAsync();
        Assert.Equal("ask", await _server.ReceiveToEndAsync());

        await _server.SendTextAsync("answer");
        await _server.FinishAsync();
        Assert.Equal("answer", await _client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task Sending_after_FIN_is_this_ends_own_mistake()
    {
        await _client.FinishAsync();
        Assert.Equal(CloseReason.Finished, await WireText.FailureOf(_client.SendAsync("more"u8.ToArray())));
    }

    [Fact]
    public async Task An_abort_fails_what_is_under_way_on_both_sides_and_loses_what_was_unread()
    {
        await _client.SendTextAsync("lost");
        var clientReceives = _client.ReceiveAsync(new byte[1]).AsTask();
        var clientSends = _client.SendAsync(new byte[9]).AsTask();

        _server.Abort();

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(clientReceives));
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(clientSends));
        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(_server.ReceiveAsync(new byte[1])));
        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(_server.SendAsync(new byte[1])));
    }

    [Fact]
    public async Task Letting_go_over_unread_bytes_resets_and_the_answer_is_lost()
    {
        await _server.SendTextAsync("answer");
        await _client.SendTextAsync("more");
        await _server.DisposeAsync();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(_client.ReceiveAsync(new byte[9])));
    }

    [Fact]
    public async Task Letting_go_when_all_was_read_finishes_and_resets_only_who_goes_on_sending()
    {
        await _server.SendTextAsync("answer");
        await _server.DisposeAsync();
        Assert.Equal("answer", await _client.ReceiveToEndAsync());
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(_client.SendAsync(new byte[1])));
    }

    [Fact]
    public async Task Giving_up_a_receive_loses_nothing()
    {
        using var giveUp = new CancellationTokenSource();
        var receiving = _server.ReceiveAsync(new byte[9], giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving.InTime());
        await _client.SendTextAsync("all");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _server.ReceiveAsync(new byte[9], giveUp.Token).InTime());
        Assert.Equal("all", await _server.ReceiveTextAsync());
    }

    [Fact]
    public async Task Giving_up_a_send_that_waits_for_the_window_ends_it()
    {
        using var giveUp = new CancellationTokenSource();
        var sending = _client.SendAsync(new byte[9], giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.InTime());
    }

    [Fact]
    public void The_ends_know_each_others_names()
    {
        Assert.Equal("client", _client.LocalEndPoint.ToString());
        Assert.Equal("server", _client.RemoteEndPoint.ToString());
        Assert.Equal("client", _server.RemoteEndPoint.ToString());
    }
}
