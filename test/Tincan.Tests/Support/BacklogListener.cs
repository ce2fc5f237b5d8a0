using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>A listener whose clients stay in the backlog until somebody looks without waiting.</summary>
internal sealed class BacklogListener : WireListener
{
    private readonly MemoryListener _inner = new();

    public override EndPoint LocalEndPoint => _inner.LocalEndPoint;

    public MemoryWire Connect() => _inner.Connect();

    public override async ValueTask<Wire> AcceptAsync(CancellationToken cancel)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        throw new InvalidOperationException("an endless wait is over");
    }

    public override bool TryAccept([NotNullWhen(true)] out Wire? wire) => _inner.TryAccept(out wire);

    public override ValueTask DisposeAsync() => _inner.DisposeAsync();
}
