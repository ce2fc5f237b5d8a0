using System.Net.Sockets;
using System.Runtime.Versioning;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace Tincan.Tests.Wires.Sockets;

[UnsupportedOSPlatform("windows")]
[Trait("Needs", "Linux")]
public sealed class UnixSocketTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly UnixAddress _address;

    public UnixSocketTests() => _address = new UnixAddress(_folder["x.sock"]);

    [Theory]
    [InlineData("unix:/run/x.sock", "/run/x.sock", false)]
    [InlineData("unix:x", "x", false)]
    [InlineData("unix:@name", "@name", true)]
    public void A_path_or_a_name_is_read_and_written(string text, string path, bool isAbstract)
    {
        Assert.True(WireAddress.TryParse(text, out var value, out var problem), problem);
        var unix = Assert.IsType<UnixAddress>(value);
        Assert.Equal((path, isAbstract, text), (unix.Path, unix.IsAbstract, unix.ToString()));
    }

    [Theory]
    [InlineData("unix:", "'unix:' is not a Unix socket: write unix:PATH, or unix:@NAME for an abstract one")]
    [InlineData("unix:@", "'unix:@' is not a Unix socket: write unix:PATH, or unix:@NAME for an abstract one")]
    [InlineData("unix", "'unix' has no port: write HOST:PORT")]
    public void A_mistake_is_explained_in_one_sentence(string text, string expected)
    {
        Assert.False(WireAddress.TryParse(text, out _, out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public async Task The_longest_path_works_and_one_byte_more_is_refused()
    {
        // The system counts bytes, not letters.
        var name = "unix:@é" + new string('a', UnixAddress.MaxPath - 3);
        Assert.True(WireAddress.TryParse(name, out var longest, out _));
        await using var listener = await SocketListener.ListenAsync(longest);
        await using var client = await new Connector().ConnectAsync(longest).InTime();

        Assert.False(WireAddress.TryParse(name + "a", out _, out var problem));
        Assert.EndsWith("is too long: a Unix socket's path has at most 107 bytes, and this one has 108", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_ends_speak_finish_and_know_each_other(bool isAbstract)
    {
        var address = isAbstract ? new UnixAddress($"@tincan-{Guid.NewGuid():N}") : _address;
        await using var listener = await SocketListener.ListenAsync(address);
        Assert.Equal($"{address}", $"{listener.LocalEndPoint}");
        await using var client = await new Connector().ConnectAsync(address).InTime();
        await using var server = await listener.AcceptAsync(default).InTime();
        Assert.Equal(($"pid {Environment.ProcessId}", $"{address}"), ($"{client.LocalEndPoint}", $"{client.RemoteEndPoint}"));
        Assert.Equal($"{address}", $"{server.LocalEndPoint}");
        Assert.Matches($"^pid {Environment.ProcessId} uid [0-9]+ #[0-9]+$", $"{server.RemoteEndPoint}");

        await client.SendTextAsync("ask");
        await client.FinishAsync();
        Assert.Equal("ask", await server.ReceiveToEndAsync());
        await server.SendTextAsync("answer");
        await server.FinishAsync();
        Assert.Equal("answer", await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task An_abort_is_a_close_and_over_unread_bytes_a_reset()
    {
        await using var listener = await SocketListener.ListenAsync(_address);
        await using var client = await new Connector().ConnectAsync(_address).InTime();
        await using var server = await listener.AcceptAsync(default).InTime();
        server.Abort();
        Assert.Equal("", await client.ReceiveTextAsync());

        await using var second = await new Connector().ConnectAsync(_address).InTime();
        await using var unread = await listener.AcceptAsync(default).InTime();
        await second.SendTextAsync("never read");
        unread.Abort();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(second.ReceiveAsync(new byte[1])));
    }

    [Fact]
    public async Task A_stale_socket_file_is_replaced_and_one_in_use_is_not()
    {
        using (var gone = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            gone.Bind(_address.EndPoint);
            File.Move(_address.Path, _folder["kept"]);
        }

        File.Move(_folder["kept"], _address.Path);
        await using (await SocketListener.ListenAsync(_address))
        {
            var error = await Assert.ThrowsAsync<ConnectException>(() => SocketListener.ListenAsync(_address));
            Assert.Equal($"cannot listen on {_address}: the address is already in use", error.Message);
            Assert.True(File.Exists(_address.Path));
        }

        Assert.False(File.Exists(_address.Path));
    }

    [Fact]
    public async Task A_file_that_is_no_socket_is_left_alone()
    {
        await File.WriteAllTextAsync(_address.Path, "mine");
        var error = await Assert.ThrowsAsync<ConnectException>(() => SocketListener.ListenAsync(_address));
        Assert.Equal($"cannot listen on {_address}: the file exists and is not a socket", error.Message);
        Assert.Equal("mine", await File.ReadAllTextAsync(_address.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_replaced_the_socket_outlives_the_listener(bool isListener)
    {
        await using var first = await SocketListener.ListenAsync(_address);
        File.Delete(_address.Path);
        await using var second = isListener ? await SocketListener.ListenAsync(_address) : null;
        if (!isListener)
        {
            await File.WriteAllTextAsync(_address.Path, "precious");
        }

        await first.DisposeAsync();

        Assert.True(File.Exists(_address.Path));
        if (isListener)
        {
            await using var client = await new Connector().ConnectAsync(_address).InTime();
        }
    }

    [Fact]
    public async Task Of_many_that_start_over_a_stale_socket_file_one_listens()
    {
        for (var round = 0; round < 200; round++)
        {
            using (var gone = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            {
                gone.Bind(_address.EndPoint);
                File.Move(_address.Path, _folder["kept"]);
            }

            File.Move(_folder["kept"], _address.Path);
            var starts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(TryListenAsync))).InTime();
            await using var one = Assert.Single(starts.OfType<SocketListener>());
            await using var client = await new Connector().ConnectAsync(_address).InTime();
        }
    }

    [Fact]
    public async Task A_new_listener_does_not_lose_its_file_to_the_old_one_that_stops()
    {
        var old = await SocketListener.ListenAsync(_address);
        for (var round = 0; round < 200; round++)
        {
            var stopping = Task.Run(async () => await old.DisposeAsync());
            SocketListener? next;
            while ((next = await TryListenAsync()) is null)
            {
                await Task.Yield();
            }

            await stopping.InTime();
            await using var client = await new Connector().ConnectAsync(_address).InTime();
            old = next;
        }

        await old.DisposeAsync();
        Assert.False(File.Exists(_address.Path));
    }

    [Fact]
    public async Task What_is_missing_is_reported_in_one_line()
    {
        var error = await Assert.ThrowsAsync<ConnectException>(() => new Connector().ConnectAsync(_address).InTime());
        Assert.Equal($"cannot connect to {_address}: there is no such socket", error.Message);
        var nowhere = new UnixAddress("/nowhere/x");
        error = await Assert.ThrowsAsync<ConnectException>(() => SocketListener.ListenAsync(nowhere));
        Assert.Equal("cannot listen on unix:/nowhere/x: there is no folder /nowhere", error.Message);
    }

    [Fact]
    public async Task Its_mode_is_for_the_owner_only_unless_set()
    {
        await using (await SocketListener.ListenAsync(_address))
        {
            Assert.Equal(SocketListener.OwnerOnly, File.GetUnixFileMode(_address.Path));
        }

        const UnixFileMode Group = SocketListener.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        await using (await SocketListener.ListenAsync(_address, socketMode: Group))
        {
            Assert.Equal(Group, File.GetUnixFileMode(_address.Path));
        }
    }

    [Fact]
    public async Task A_full_backlog_is_waited_for()
    {
        await using var listener = await SocketListener.ListenAsync(_address, backlog: 1);
        var clients = Enumerable.Range(0, 8).Select(_ => new Connector().ConnectAsync(_address)).ToArray();
        Assert.Contains(clients, static client => !client.IsCompletedSuccessfully);
        foreach (var _ in clients)
        {
            await using var server = await listener.AcceptAsync(default).InTime();
        }

        foreach (var wire in await Task.WhenAll(clients).InTime())
        {
            await wire.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task<SocketListener?> TryListenAsync()
    {
        try
        {
            return await SocketListener.ListenAsync(_address);
        }
        catch (ConnectException inUse) when (inUse.Message.EndsWith("already in use", StringComparison.Ordinal))
        {
            return null;
        }
    }
}
