using System.Net.Sockets;
using System.Threading.Tasks.Sources;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace Tincan.Tests.Wires.Sockets;

public sealed class SocketReceiveTests
{
    [Fact]
    public async Task A_receive_that_has_failed_does_not_pass_for_a_success()
    {
        await using var pair = await Loopback.ConnectAsync();
        var receiving = new SocketReceive(pair.Wire).Relay(new(new Ended(new SocketException((int)SocketError.ConnectionReset)), 0));
        Assert.True(receiving.IsFaulted);
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(receiving));
    }

    [Fact]
    public async Task A_receive_that_was_given_up_says_so()
    {
        await using var pair = await Loopback.ConnectAsync();
        var receiving = new SocketReceive(pair.Wire).Relay(new(new Ended(new OperationCanceledException()), 0));
        Assert.True(receiving.IsCanceled);
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await receiving);
    }

    /// <summary>As .NET's sockets are: it has ended, calls that a success, and throws when the result is asked for.</summary>
    private sealed class Ended(Exception error) : IValueTaskSource<int>
    {
        public int GetResult(short token) => throw error;

        public ValueTaskSourceStatus GetStatus(short token) => ValueTaskSourceStatus.Succeeded;

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            throw new InvalidOperationException("it has ended");
    }
}
