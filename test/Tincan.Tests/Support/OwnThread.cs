using System.Collections.Concurrent;

namespace Tincan.Tests.Support;

/// <summary>Keeps what an await goes on with on the test's own thread, in its order, until the test lets it go on: what happens does not depend on the pool.</summary>
internal sealed class OwnThread : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _waiting = new();

    public override void Post(SendOrPostCallback d, object? state) => _waiting.Enqueue((d, state));

    /// <summary>Does something whose awaits go on here.</summary>
    public void Run(Action action)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Goes on with all that waits.</summary>
    public void GoOn()
    {
        while (_waiting.TryDequeue(out var next))
        {
            next.Callback(next.State);
        }
    }
}
