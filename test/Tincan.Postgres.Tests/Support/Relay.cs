using System.Net.Sockets;

namespace Tincan.Postgres.Tests.Support;

/// <summary>
/// A way to the database on which a connection can fall silent, as one does whose route is gone: nothing of what the database says arrives any more, and no
/// end is told. What is connected later is not silent.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _over = new();
    private readonly string _address;
    private readonly Task _accepting;
    private readonly List<Socket> _sockets = [];
    private Budget _latest = new();

    /// <summary>Begins to relay.</summary>
    /// <param name="address">The database's own address.</param>
    public Relay(string address)
    {
        _address = address;
        _sockets.Add(_listener);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>The database's address by this way.</summary>
    public string Address => new UriBuilder(_address) { Port = ((IPEndPoint)_listener.LocalEndPoint!).Port }.Uri.ToString();

    /// <summary>How many connections have come.</summary>
    public int Connections { get; private set; }

    /// <summary>Lets so many more bytes come from the database, on the latest connection, and not one after them.</summary>
    public void SilenceAfter(long bytes) => _latest.Rest = bytes;

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _accepting;
        _sockets.ForEach(static socket => socket.Dispose());
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_over.Token);
                var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                _sockets.AddRange([client, server]);
                await server.ConnectAsync(IPAddress.Loopback, new Uri(_address).Port, _over.Token);
                var budget = new Budget();
                pumps.AddRange([PumpAsync(client, server, new Budget()), PumpAsync(server, client, budget)]);
                _latest = budget;
                Connections++;
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Budget budget)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _over.Token) is > 0 and var count)
            {
                var passed = (int)Math.Min(count, budget.Rest);
                budget.Rest -= budget.Rest < long.MaxValue ? passed : 0;
                await to.SendAsync(buffer.AsMemory(0, passed), _over.Token);
            }

            if (budget.Rest > 0)
            {
                to.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            // One end is gone, or the test is over.
            if (budget.Rest > 0)
            {
                to.Close();
            }
        }
    }

    /// <summary>How many bytes may still pass; all that will ever come unless it was said.</summary>
    private sealed class Budget
    {
        public long Rest { get; set; } = long.MaxValue;
    }
}
