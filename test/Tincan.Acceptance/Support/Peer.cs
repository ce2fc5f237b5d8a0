namespace Tincan.Acceptance.Support;

/// <summary>A server in the test's hands, with a client of the program that has just asked it something.</summary>
internal sealed class Peer : IDisposable
{
    private readonly RawListener _listener;
    private readonly RawSocket _socket;

    private Peer(RawListener listener, RawSocket socket, Running client)
    {
        _listener = listener;
        _socket = socket;
        Client = client;
    }

    public Running Client { get; }

    public string Port => _listener.Port;

    /// <summary>Starts a client with a line on standard input, and receives what it asks.</summary>
    public static async Task<Peer> AskedAsync(params string[] client)
    {
        var listener = new RawListener();
        var running = TincanCli.Start([client[0], "127.0.0.1", listener.Port, .. client[1..]]);
        await running.SendAsync("question\n");
        running.EndInput();
        var socket = await listener.AcceptAsync();
        Assert.Contains("question", await socket.ReceiveAsync(), StringComparison.Ordinal);
        return new Peer(listener, socket, running);
    }

    public Task SendAsync(string text) => _socket.SendAsync(text);

    public void Finish() => _socket.Finish();

    public void Reset() => _socket.Reset();

    /// <summary>Waits until the client's side has acknowledged and read everything: a reset throws away what was not read.</summary>
    public async Task TakenAsync()
    {
        var hex = $":{_listener.Address.Port:X4} ";
        while (File.ReadLines("/proc/net/tcp").Any(line => IsUnread(line, hex)))
        {
            await Task.Yield();
        }

        static bool IsUnread(string line, string hex)
        {
            // sl local remote st tx_queue:rx_queue
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (fields[1] + " " + fields[2] + " ").Contains(hex, StringComparison.Ordinal) && fields[3] != "0A" && fields[4] != "00000000:00000000";
        }
    }

    /// <summary>Closes the connection: FIN.</summary>
    public void Close() => _socket.Dispose();

    public void Dispose()
    {
        _socket.Dispose();
        _listener.Dispose();
        Client.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
