namespace Tincan.Wires;

/// <summary>A listener in memory: <see cref="Connect()"/> returns the client's end, <see cref="AcceptAsync"/> the server's.</summary>
public sealed class MemoryListener : WireListener
{
    private readonly Lock _lock = new();
    private readonly Queue<Wire> _waiting = new();
    private readonly Action? _closed;
    private TaskCompletionSource _changed = New();
    private bool _isClosed;

    /// <summary>Creates a listener that only <see cref="Connect()"/> reaches.</summary>
    public MemoryListener() => LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 1);

    /// <summary>Creates the listener of a simulated port. Its connections behave like Linux's loopback.</summary>
    /// <param name="address">The address.</param>
    /// <param name="closed">Called when the listener is closed.</param>
    public MemoryListener(IPEndPoint address, Action closed)
    {
        LocalEndPoint = address;
        _closed = closed;
    }

    /// <inheritdoc/>
    public override EndPoint LocalEndPoint { get; }

    /// <summary>Connects at once, before the server accepts.</summary>
    /// <exception cref="ConnectException">The listener is closed.</exception>
    public MemoryWire Connect() => Connect(from: null);

    /// <summary>Connects at once, before the server accepts.</summary>
    /// <param name="from">The client's address; null for one on the loopback.</param>
    /// <exception cref="ConnectException">The listener is closed.</exception>
    public MemoryWire Connect(EndPoint? from)
    {
        var (client, server) = _closed is null
            ? MemoryWire.CreatePair(MemoryWire.DefaultWindow, from)
            : MemoryWire.CreateLoopback(from ?? new IPEndPoint(IPAddress.Loopback, 2), LocalEndPoint);
        lock (_lock)
        {
            if (_isClosed)
            {
                throw new ConnectException("cannot connect: nothing listens there");
            }

            _waiting.Enqueue(server);
            Changed();
            return client;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<Wire> AcceptAsync(CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            Task change;
            lock (_lock)
            {
                if (_waiting.TryDequeue(out var wire))
                {
                    return wire;
                }

                change = _isClosed ? throw WireException.Aborted() : _changed.Task;
            }

            await change.OnContext().WaitAsync(cancel);
        }
    }

    /// <inheritdoc/>
    public override bool TryAccept([NotNullWhen(true)] out Wire? wire)
    {
        lock (_lock)
        {
            return _waiting.TryDequeue(out wire);
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _closed?.Invoke();
        lock (_lock)
        {
            _isClosed = true;
            Changed();
        }

        while (TryAccept(out var wire))
        {
            wire.Abort();
        }

        return ValueTask.CompletedTask;
    }

    private void Changed()
    {
        var changed = _changed;
        _changed = New();
        changed.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
