using System.Net.Sockets;

namespace Tincan.Checks.Targets;

/// <summary>
/// Ports for programs that run in parallel. They are outside the range of ephemeral ports, so that no other socket gets one before the program listens. They
/// come in blocks: a block belongs to the check that has bound its first port, for UDP. Otherwise two checks on one machine
/// could choose the same port, because it is free until the first program listens.
/// </summary>
internal sealed class FreePorts : IDisposable
{
    private const int First = 12_007;
    private const int BlockSize = 200;
    private const int Blocks = 100;

    private readonly Lock _lock = new();
    private readonly List<Socket> _guards = [];
    private readonly List<int> _ports = [];

    /// <summary>Ports of programs that do not listen yet.</summary>
    private readonly HashSet<int> _starting = [];
    private int _next;

    /// <summary>The ports of this process, until it exits.</summary>
    public static FreePorts OfProcess { get; } = new();

    /// <summary>Binds the first port of a block.</summary>
    internal Func<int, Socket> Guard { get; init; } = Bind;

    /// <summary>Chooses the next free port, which is not chosen again before it is released.</summary>
    /// <exception cref="TargetException">There is none.</exception>
    public int Take()
    {
        lock (_lock)
        {
            do
            {
                for (var tries = 0; tries < _ports.Count; tries++)
                {
                    var port = _ports[_next++ % _ports.Count];
                    if (!_starting.Contains(port) && ListeningPorts.IsFree(port))
                    {
                        _starting.Add(port);
                        return port;
                    }
                }
            }
            while (TakeBlock());
        }

        throw new TargetException("there is no free port");
    }

    /// <summary>The program listens, so the system knows that the port is in use, or it has ended.</summary>
    public void Release(int port)
    {
        lock (_lock)
        {
            _starting.Remove(port);
        }
    }

    /// <summary>Gives the blocks back.</summary>
    public void Dispose() => _guards.ForEach(static guard => guard.Dispose());

    private bool TakeBlock()
    {
        for (var first = First; first < First + (Blocks * BlockSize); first += BlockSize)
        {
            try
            {
                _guards.Add(Guard(first));
            }
            catch (SocketException error) when (IsInUse(error))
            {
                // Another check has this block.
                continue;
            }
            catch (SocketException error)
            {
                throw new TargetException($"cannot reserve ports for programs: binding UDP port {first} failed: {error.Message}");
            }

            _next = _ports.Count;

            // A program under check may bind a UDP port itself, so the guard's is not given out.
            _ports.AddRange(Enumerable.Range(first + 1, BlockSize - 1));
            return true;
        }

        return false;
    }

    private static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Windows denies access to a port that another socket has for itself.</summary>
    private static bool IsInUse(SocketException error) =>
        error.SocketErrorCode == SocketError.AddressAlreadyInUse || (OperatingSystem.IsWindows() && error.SocketErrorCode == SocketError.AccessDenied);
}
