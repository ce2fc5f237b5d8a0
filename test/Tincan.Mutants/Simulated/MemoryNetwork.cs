using Tincan.Checks;
using Tincan.Wires;

namespace Tincan.Mutants.Simulated;

/// <summary>
/// A network in memory with its own ports. Its connections are <see cref="MemoryWire"/>s that behave like Linux's loopback. Ports that it chooses are
/// not reused until all have been.
/// </summary>
internal sealed class MemoryNetwork : INetwork
{
    private const int FirstPort = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, MemoryListener> _listening = [];
    private int _lastPort = FirstPort;

    public Task<WireListener> ListenAsync(HostPort address, CancellationToken cancel)
    {
        lock (_lock)
        {
            var port = address.Port > 0 ? address.Port : NextPort();
            if (_listening.ContainsKey(port))
            {
                throw new ConnectException($"cannot listen on {address}: the address is already in use");
            }

            var listener = new MemoryListener(new IPEndPoint(IPAddress.Loopback, port), () => Remove(port));
            _listening.Add(port, listener);
            return Task.FromResult<WireListener>(listener);
        }
    }

    public Task<Wire> ConnectAsync(HostPort target, TimeSpan timeout, bool isNarrow, CancellationToken cancel)
    {
        lock (_lock)
        {
            return _listening.TryGetValue(target.Port, out var listener)
                ? Task.FromResult<Wire>(listener.Connect(new IPEndPoint(IPAddress.Loopback, NextPort())))
                : throw new ConnectException($"cannot connect to {target}: connection refused: nothing listens there");
        }
    }

    private int NextPort()
    {
        do
        {
            _lastPort = _lastPort == IPEndPoint.MaxPort ? FirstPort : _lastPort + 1;
        }
        while (_listening.ContainsKey(_lastPort));

        return _lastPort;
    }

    private void Remove(int port)
    {
        lock (_lock)
        {
            _listening.Remove(port);
        }
    }
}
