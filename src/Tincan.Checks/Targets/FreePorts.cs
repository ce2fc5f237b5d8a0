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
    private int _next;

    /// <summary>The ports of this process, until it exits.</summary>
    public static FreePorts OfProcess { get; } = new();

    /// <summary>Chooses the next free port.</summary>
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
                    if (ListeningPorts.IsFree(port))
                    {
                        return port;
                    }
                }
            }
            while (TakeBlock());
        }

        throw new TargetException("there is no free port");
    }

    /// <summary>Gives the blocks back.</summary>
    public void Dispose() => _guards.ForEach(static guard => guard.Dispose());

    private bool TakeBlock()
    {
        for (var first = First; first < First + (Blocks * BlockSize); first += BlockSize)
        {
            var guard = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                guard.Bind(new IPEndPoint(IPAddress.Loopback, first));
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Another check has this block.
                guard.Dispose();
                continue;
            }

            _guards.Add(guard);
            _next = _ports.Count;

            // A program under check may bind a UDP port itself, so the guard's is not given out.
            _ports.AddRange(Enumerable.Range(first + 1, BlockSize - 1));
            return true;
        }

        return false;
    }
}
