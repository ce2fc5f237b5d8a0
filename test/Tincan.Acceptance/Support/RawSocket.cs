using System.Net.Sockets;

namespace Tincan.Acceptance.Support;

/// <summary>One end of a connection that does exactly what a test tells it to. Text is Latin-1: a character a byte.</summary>
internal sealed class RawSocket(Socket socket) : IDisposable
{
    public Socket Socket { get; } = socket;

    public static Task<RawSocket> ConnectAsync(Running server) => ConnectAsync(server.Address);

    public static async Task<RawSocket> ConnectAsync(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address).InTime();
        return new RawSocket(socket);
    }

    /// <summary>Connects; null if the server's RST is there before this end has been told that it is connected.</summary>
    public static async Task<RawSocket?> TryConnectAsync(Running server)
    {
        try
        {
            return await ConnectAsync(server);
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return null;
        }
    }

    /// <summary>Connects, and is reset.</summary>
    public static async Task IsResetAtOnceAsync(Running server)
    {
        using var socket = await TryConnectAsync(server);
        if (socket is not null)
        {
            await socket.IsResetAsync();
        }
    }

    public async Task SendAsync(string text)
    {
        ReadOnlyMemory<byte> bytes = Encoding.Latin1.GetBytes(text);
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await Socket.SendAsync(bytes, SocketFlags.None).InTime()..];
        }
    }

    public void Finish() => Socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection with RST.</summary>
    public void Reset()
    {
        Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        Socket.Dispose();
    }

    /// <summary>Receives exactly as many bytes as the text has, and compares.</summary>
    public async Task ReceivesAsync(string expected)
    {
        var received = new StringBuilder();
        while (received.Length < expected.Length && await ReceiveAsync(expected.Length - received.Length) is { Length: > 0 } some)
        {
            received.Append(some);
        }

        Assert.Equal(expected, received.ToString());
    }

    /// <summary>Receives what comes until FIN.</summary>
    public async Task<string> ReceiveToEndAsync()
    {
        var received = new StringBuilder();
        while (await ReceiveAsync(64 * 1024) is { Length: > 0 } some)
        {
            received.Append(some);
        }

        return received.ToString();
    }

    /// <summary>Receives once; the empty text means FIN.</summary>
    public async Task<string> ReceiveAsync(int most = 64 * 1024)
    {
        var buffer = new byte[most];
        return Encoding.Latin1.GetString(buffer, 0, await Socket.ReceiveAsync(buffer, SocketFlags.None).InTime());
    }

    /// <summary>Waits for the peer's RST.</summary>
    public async Task IsResetAsync()
    {
        var error = await Assert.ThrowsAsync<SocketException>(ReceiveToEndAsync);
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
    }

    public void Dispose() => Socket.Dispose();
}

/// <summary>A server that does exactly what a test tells it to.</summary>
internal sealed class RawListener : IDisposable
{
    private readonly Socket _socket;

    public RawListener(IPAddress? address = null, int backlog = 64)
    {
        address ??= IPAddress.Loopback;
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(address, 0));
        _socket.Listen(backlog);
    }

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    public string Port => Address.Port.ToString(CultureInfo.InvariantCulture);

    public async Task<RawSocket> AcceptAsync() => new(await _socket.AcceptAsync().InTime());

    public void Dispose() => _socket.Dispose();
}

/// <summary>A port that refuses every connection, and that nobody else can get meanwhile: bound, but not listened on.</summary>
internal sealed class RefusingPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public RefusingPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public string Port => ((IPEndPoint)_socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _socket.Dispose();
}
