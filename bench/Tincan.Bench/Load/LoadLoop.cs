using System.Diagnostics;
using System.Net.Sockets;

namespace Tincan.Bench.Load;

/// <summary>
/// Drives all clients from one thread with poll(2). Asynchronous sockets would cost the load what they cost the server, and two equally
/// slow ends hide the server's part; this loop leaves the server the slower end.
/// </summary>
internal sealed class LoadLoop(IReadOnlyList<LoadClient> clients)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Socket, LoadClient> _bySocket = clients.ToDictionary(static client => client.Socket);
    private readonly byte[] _buffer = new byte[Pattern.LongestPiece];
    private readonly List<Socket> _readable = new(clients.Count);
    private readonly List<Socket> _writable = new(clients.Count);

    /// <summary>Sends and receives for some time.</summary>
    public void RunFor(TimeSpan time)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time;)
        {
            Turn(send: true);
        }
    }

    /// <summary>Receives what is still owed.</summary>
    public void Drain()
    {
        for (var clock = Stopwatch.StartNew(); clients.Any(static client => client.IsOwed);)
        {
            if (clock.Elapsed > Patience)
            {
                throw new LoadException($"the server still owed bytes after {Patience.TotalSeconds} s");
            }

            Turn(send: false);
        }
    }

    private void Turn(bool send)
    {
        _readable.Clear();
        _writable.Clear();
        foreach (var client in clients)
        {
            if (client.IsOwed)
            {
                _readable.Add(client.Socket);
            }

            if (send && client.MaySend)
            {
                _writable.Add(client.Socket);
            }
        }

        Socket.Select(_readable, _writable, null, TimeSpan.FromMilliseconds(100));
        foreach (var socket in _writable)
        {
            _bySocket[socket].Send();
        }

        foreach (var socket in _readable)
        {
            var client = _bySocket[socket];
            client.Receive(_buffer);
            if (send && !client.IsOwed && client.MaySend)
            {
                client.Send();
            }
        }
    }
}
