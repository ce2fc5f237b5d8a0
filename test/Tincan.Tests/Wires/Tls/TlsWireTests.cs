using System.Security.Authentication;
using FsCheck;
using FsCheck.Fluent;
using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Plans;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Tls;

namespace Tincan.Tests.Wires.Tls;

public sealed class TlsWireTests : IDisposable
{
    private readonly TlsPair _pair = new();

    public static TheoryData<SslProtocols> Versions => [SslProtocols.Tls12, SslProtocols.Tls13];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Either_end_may_finish_first_and_still_hear_the_other(SslProtocols version)
    {
        var (client, server) = await _pair.ConnectAsync(version);
        await client.SendTextAsync("ask");
        await client.FinishAsync();
        await client.FinishAsync();
        Assert.Equal("ask", await server.ReceiveToEndAsync());
        Assert.Equal("", await server.ReceiveTextAsync());

        await server.SendTextAsync("one ");
        await server.SendTextAsync("two");
        await server.FinishAsync();
        Assert.Equal("one two", await client.ReceiveToEndAsync());
        Assert.Equal(CloseReason.Finished, await WireText.FailureOf(client.SendAsync(new byte[1])));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_server_may_finish_first(SslProtocols version)
    {
        var (client, server) = await _pair.ConnectAsync(version);
        await server.SendTextAsync("welcome");
        await server.FinishAsync();
        Assert.Equal("welcome", await client.ReceiveToEndAsync());
        await client.SendTextAsync("late");
        await client.FinishAsync();
        Assert.Equal("late", await server.ReceiveToEndAsync());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_end_without_close_notify_is_not_a_finish(SslProtocols version)
    {
        var (client, server) = await _pair.ConnectAsync(version);
        await client.SendTextAsync("cut");
        await _pair.Below.Client.FinishAsync();
        Assert.Equal("cut", await server.ReceiveTextAsync());
        await server.WaitForDataAsync().InTime();
        var error = await Assert.ThrowsAsync<WireException>(() => server.ReceiveTextAsync());
        Assert.Equal((CloseReason.Lost, "the stream ended without a TLS close_notify: it may have been truncated"), (error.Reason, error.Message));
    }

    [Fact]
    public async Task An_end_within_a_record_is_a_cut()
    {
        var (client, server) = await _pair.ConnectAsync();
        await _pair.Below.Client.SendAsync(new byte[] { 23, 3, 3, 0, 100, 1, 2 });
        await _pair.Below.Client.FinishAsync();
        Assert.Equal(CloseReason.Lost, await WireText.FailureOf(server.ReceiveAsync(new byte[9])));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Bytes_that_are_no_record_are_malformed()
    {
        var (_, server) = await _pair.ConnectAsync();
        await _pair.Below.Client.SendAsync((byte[])[23, 3, 3, 0, 30, .. new byte[30]]);
        Assert.Equal(CloseReason.Malformed, await WireText.FailureOf(server.ReceiveAsync(new byte[9])));
    }

    [Fact]
    public async Task An_abort_is_RST_and_fails_what_is_under_way()
    {
        var (client, server) = await _pair.ConnectAsync();
        var receiving = client.ReceiveAsync(new byte[1]).AsTask();
        client.Abort();
        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(receiving));
        Assert.Equal(CloseReason.Aborted, await WireText.FailureOf(client.SendAsync(new byte[1])));
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(server.ReceiveAsync(new byte[1])));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task An_empty_receive_waits_for_data_and_not_for_TLS_records()
    {
        var (client, server) = await _pair.ConnectAsync();
        var waiting = client.WaitForDataAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        await server.SendTextAsync("answer");
        await waiting.InTime();
        Assert.Equal("ans", await client.ReceiveTextAsync(3));
        await client.WaitForDataAsync().InTime();
        Assert.Equal("wer", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Giving_up_a_receive_loses_nothing()
    {
        var (client, server) = await _pair.ConnectAsync();
        using var giveUp = new CancellationTokenSource();
        var receiving = server.ReceiveAsync(new byte[9], giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving.InTime());
        await client.SendTextAsync("all");
        Assert.Equal("all", await server.ReceiveTextAsync());
    }

    [Fact]
    public async Task Letting_go_finishes_and_over_unread_bytes_resets()
    {
        var (client, server) = await _pair.ConnectAsync();
        await server.SendTextAsync("answer");
        Assert.Equal("an", await client.ReceiveTextAsync(2));
        await client.DisposeAsync();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(server.ReceiveAsync(new byte[1])));

        using var other = new TlsPair();
        (client, server) = await other.ConnectAsync();
        await server.SendTextAsync("answer");
        Assert.Equal("answer", await client.ReceiveTextAsync());
        await client.DisposeAsync();
        Assert.Equal("", await server.ReceiveTextAsync());
    }

    [Fact]
    public async Task Letting_go_of_a_peer_that_takes_nothing_ends_in_a_second()
    {
        var (client, _) = await _pair.ConnectAsync();
        using var giveUp = new CancellationTokenSource();
        var sending = client.SendAsync(new byte[1024 * 1024], giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.InTime());
        await client.DisposeAsync().InTime();
    }

    [Theory]
    [InlineData("split:every=1", true)]
    [InlineData("split:every=1", false)]
    public async Task Ciphertext_byte_by_byte_changes_nothing(string plan, bool isClient)
    {
        using var faults = new FaultInjector(FaultPlan.Parse([plan]) with { Seed = 1 });
        var (client, server) = isClient
            ? await _pair.ConnectAsync(aroundClient: wire => faults.Wrap(wire))
            : await _pair.ConnectAsync(aroundServer: wire => faults.Wrap(wire));
        await client.SendTextAsync("question");
        await client.FinishAsync();
        Assert.Equal("question", await server.ReceiveToEndAsync());
        await server.SendTextAsync("answer");
        await server.FinishAsync();
        Assert.Equal("answer", await client.ReceiveToEndAsync());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Large_data_goes_both_ways_at_once(SslProtocols version)
    {
        var (client, server) = await _pair.ConnectAsync(version);
        await ExchangeAsync(client, server, 3 * 1024 * 1024).InTime();
    }

    /// <summary>Each end finishes while the other's bytes are being decrypted there: in a good part of so many connections in that very moment.</summary>
    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Finishing_disturbs_nothing_that_is_being_received(SslProtocols version)
    {
        var servers = new TlsServer(_pair.ServerOptions());
        var clients = new TlsClient(_pair.ClientOptions() with { Protocols = version });
        for (var i = 0; i < 300; i++)
        {
            var (near, far) = MemoryWire.CreatePair();
            var connecting = clients.ConnectAsync(near, TlsPair.Server);
            await using var server = servers.Wrap((Wire)far);
            await server.OpenAsync().InTime();
            await using var client = await connecting.InTime();
            await ExchangeAsync(client, server, 200 * 1024).InTime();
        }
    }

    [Fact]
    public void Whatever_is_sent_arrives_in_order_and_ends() => Properties.Check(
        ArbMap.Default.ArbFor<NonEmptyArray<byte[]>>(),
        static segments => ConserveAsync(segments.Get).InTime().GetAwaiter().GetResult(),
        runs: 30);

    public void Dispose() => _pair.Dispose();

    /// <summary>Both ends send, finish and receive at once, each on its own.</summary>
    private static Task ExchangeAsync(Wire client, Wire server, int size)
    {
        var large = new byte[size];
        new Random(1).NextBytes(large);
        return Task.WhenAll(
            Task.Run(() => SendAllAsync(client)), Task.Run(() => SendAllAsync(server)), Task.Run(() => IsReceivedAsync(client)), Task.Run(() => IsReceivedAsync(server)));

        async Task SendAllAsync(Wire wire)
        {
            await wire.SendAsync(large);
            await wire.FinishAsync();
        }

        async Task IsReceivedAsync(Wire wire)
        {
            var received = new MemoryStream();
            var buffer = new byte[70_000];
            while (await wire.ReceiveAsync(buffer) is > 0 and var count)
            {
                received.Write(buffer, 0, count);
            }

            Assert.True(large.AsSpan().SequenceEqual(received.ToArray()));
        }
    }

    private static async Task ConserveAsync(byte[][] segments)
    {
        using var pair = new TlsPair();
        var (client, server) = await pair.ConnectAsync();
        foreach (var segment in segments)
        {
            await client.SendAsync(segment ?? []);
        }

        await client.FinishAsync();
        Assert.Equal(WireText.Text([.. segments.SelectMany(static segment => segment ?? [])]), await server.ReceiveToEndAsync());
    }
}
