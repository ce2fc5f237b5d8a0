using System.Net.Sockets;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace Tincan.Tests.Wires.Sockets;

public sealed class ConnectorTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Localhost_finds_a_server_that_took_only_one_of_the_loopback_addresses(string address)
    {
        // Bound on both addresses, one of them not listening: nobody else can take that port there, and answer.
        using var other = new Socket(address == "::1" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(address == "::1" ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0));
        await using var listener = await SocketListener.ListenAsync(new HostPort(address, ((IPEndPoint)other.LocalEndPoint!).Port));
        await using var client = await new Connector().ConnectAsync(Loopback.At("localhost", listener.LocalEndPoint)).InTime();
        await using var server = await listener.AcceptAsync(default).InTime();
        Assert.Equal(client.LocalEndPoint, server.RemoteEndPoint);
    }

    [Fact]
    public async Task Options_that_are_part_of_the_handshake_are_set_before_it()
    {
        await using var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0));
        var wasConnected = new List<bool>();
        await using var client = await new Connector { Prepare = socket => wasConnected.Add(socket.Connected) }.ConnectAsync(Loopback.At("127.0.0.1", listener.LocalEndPoint)).InTime();
        Assert.Equal([false], wasConnected);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_refused_in_one_line()
    {
        // Bound but not listening: nobody else can take the port meanwhile.
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var target = Loopback.At("127.0.0.1", bound.LocalEndPoint);

        var error = await Assert.ThrowsAsync<ConnectException>(() => new Connector().ConnectAsync(target).InTime());

        Assert.Equal($"cannot connect to {target}: connection refused: nothing listens there", error.Message);
    }

    [Theory]
    [InlineData("no-such-host.invalid")]
    [InlineData("not a host")]
    public async Task An_unknown_name_is_reported_in_one_line(string host)
    {
        var error = await Assert.ThrowsAsync<ConnectException>(() => new Connector().ConnectAsync(new HostPort(host, 1)).InTime());
        Assert.Equal($"cannot connect to {host}:1: unknown host", error.Message);
    }

    [Fact]
    public async Task Silence_ends_after_the_time_limit_with_its_number()
    {
        using var full = Full.Listen();
        var clock = new FakeClock();
        var connector = new Connector(TimeSpan.FromSeconds(2.5), clock);
        var connecting = connector.ConnectAsync(full.Target);
        await clock.WhenTimerAsync(connector.Timeout);
        clock.Advance(connector.Timeout);

        var error = await Assert.ThrowsAsync<ConnectException>(() => connecting.InTime());

        Assert.Equal($"cannot connect to {full.Target}: no answer within 2.5 s", error.Message);
    }

    [Fact]
    public async Task Connecting_can_be_given_up()
    {
        using var full = Full.Listen();
        using var giveUp = new CancellationTokenSource();
        var connecting = new Connector(time: new FakeClock()).ConnectAsync(full.Target, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.InTime());
    }

    [Fact]
    public async Task Localhost_is_both_loopback_addresses_and_a_written_address_is_itself()
    {
        var addresses = await Connector.ResolveAsync(new("localhost", 1), default).InTime();
        Assert.Equal(2, addresses.Count);
        Assert.Contains(IPAddress.Loopback, addresses);
        Assert.Contains(IPAddress.IPv6Loopback, addresses);
        Assert.Equal([IPAddress.IPv6Loopback], await Connector.ResolveAsync(new("::1", 1), default));
    }

    /// <summary>A listener whose backlog is full: the kernel drops further SYNs, so a connect waits.</summary>
    private sealed class Full : IDisposable
    {
        private readonly Socket _listener = Loopback.Listen(IPAddress.Loopback, backlog: 0);
        private readonly List<Socket> _taken = [];

        public HostPort Target => Loopback.At("127.0.0.1", _listener.LocalEndPoint);

        public static Full Listen()
        {
            var full = new Full();
            var waits = false;
            while (!waits)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                full._taken.Add(socket);
                try
                {
                    socket.Connect(full._listener.LocalEndPoint!);
                }
                catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
                {
                    waits = !socket.Poll(TimeSpan.FromMilliseconds(50), SelectMode.SelectWrite);
                }
            }

            return full;
        }

        public void Dispose()
        {
            _taken.ForEach(static socket => socket.Dispose());
            _listener.Dispose();
        }
    }
}
