using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Wires;

public sealed class MemoryListenerTests
{
    [Fact]
    public async Task What_a_client_sends_waits_until_it_is_accepted()
    {
        await using var listener = new MemoryListener();
        await listener.Connect().SendTextAsync("early");
        var server = await listener.AcceptAsync(default).InTime();
        Assert.Equal("early", await server.ReceiveTextAsync());
    }

    [Fact]
    public async Task Clients_that_were_not_accepted_are_reset_when_it_listens_no_more()
    {
        var listener = new MemoryListener();
        var client = listener.Connect();
        await listener.DisposeAsync();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(client.ReceiveAsync(new byte[1])));
        Assert.Throws<ConnectException>(() => listener.Connect());
    }

    [Fact]
    public async Task Waiting_for_a_client_can_be_given_up()
    {
        await using var listener = new MemoryListener();
        using var giveUp = new CancellationTokenSource();
        var accepting = listener.AcceptAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepting.InTime());
    }

    [Fact]
    public async Task Waiting_for_a_client_ends_when_it_listens_no_more()
    {
        var listener = new MemoryListener();
        var accepting = listener.AcceptAsync(default).AsTask();
        await listener.DisposeAsync();
        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(accepting));
    }
}
