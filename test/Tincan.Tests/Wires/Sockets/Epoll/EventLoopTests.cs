using System.Net.Sockets;
using System.Runtime.Versioning;
using Tincan.Tests.Support;
using Tincan.Wires.Sockets.Epoll;

namespace Tincan.Tests.Wires.Sockets.Epoll;

[Trait("Needs", "Linux")]
[SupportedOSPlatform("linux")]
public sealed class EventLoopTests
{
    /// <summary>Both have data before the first is served, so only a yield lets the second be served before the first has read everything.</summary>
    [Fact]
    public async Task A_peer_that_never_pauses_does_not_keep_the_loop_for_itself()
    {
        var loop = new EventLoop(completesInline: true);
        await using var busy = Connect(loop, out var busyPeer);
        await using var other = Connect(loop, out var otherPeer);
        using var allSent = new ManualResetEventSlim();
        var isServed = false;
        var serving = ServeAsync();
        var reading = ReadAsync();

        await busyPeer.SendAsync(new byte[256].AsMemory()).InTime();
        await otherPeer.SendAsync(new byte[1].AsMemory()).InTime();
        allSent.Set();

        Assert.InRange(await reading.InTime(), 1, 32);
        await serving.InTime();
        busyPeer.Dispose();
        otherPeer.Dispose();

        async Task ServeAsync()
        {
            await other.ReceiveAsync(new byte[1]).ConfigureAwait(false);
            isServed = true;
        }

        async Task<int> ReadAsync()
        {
            await busy.WaitForDataAsync().ConfigureAwait(false);
            allSent.Wait();
            var reads = 0;
            for (var one = new byte[1]; reads < 256 && !isServed; reads++)
            {
                await busy.ReceiveAsync(one).ConfigureAwait(false);
            }

            return reads;
        }
    }

    [Fact]
    public async Task By_default_what_awaits_a_receive_may_block()
    {
        await using var one = await Loopback.ConnectAsync();
        var receiving = ReceiveAsync();

        await one.PeerSendsAsync("!");

        Assert.True(await receiving.InTime());

        async Task<bool> ReceiveAsync()
        {
            await one.Wire.ReceiveAsync(new byte[1]).ConfigureAwait(false);
            return Thread.CurrentThread.IsThreadPoolThread;
        }
    }

    /// <summary>The system gives a new socket the descriptor of one that has just been closed.</summary>
    [Fact]
    public async Task A_descriptor_that_is_used_again_belongs_to_the_new_wire()
    {
        var loop = new EventLoop(completesInline: true);
        for (var i = 0; i < 100; i++)
        {
            var wire = Connect(loop, out var peer);
            var receiving = wire.ReceiveAsync(new byte[9]).AsTask();
            await peer.SendAsync(new byte[3].AsMemory()).InTime();
            Assert.Equal(3, await receiving.InTime());

            // An event for this wire is under way when it closes.
            peer.Dispose();
            await wire.DisposeAsync();
        }
    }

    internal static EpollWire Connect(EventLoop loop, out Socket peer)
    {
        using var listener = Loopback.Listen(IPAddress.Loopback);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(listener.LocalEndPoint!);
        peer = listener.Accept();
        return new EpollWire(socket, socket.LocalEndPoint!, socket.RemoteEndPoint!, loop);
    }
}
