using Tincan.Wires.Links;

namespace Tincan.Proxy;

/// <summary>
/// The first failure of a proxied connection. When one side resets, the proxy resets the other, and every pending operation on both wires fails: only
/// the first failure shows which side caused it.
/// </summary>
/// <param name="target">The server's side.</param>
/// <param name="links">The links of the client's connection; null if there are none.</param>
internal sealed class FirstFailure(Wire target, Link? links)
{
    private Cause? _first;

    /// <summary>The wire that failed first, and its error; null if both sides ended with a FIN.</summary>
    public (Wire Side, WireException Error)? Value => Volatile.Read(ref _first) is { } cause ? (cause.Side, cause.Error) : null;

    /// <summary>Notes a failure. Call it before resetting the other side.</summary>
    public void Note(Wire side, WireException error)
    {
        var isFirst = Interlocked.CompareExchange(ref _first, new Cause(side, error), null) is null;
        if (isFirst && side == target && error.Reason == CloseReason.PeerReset)
        {
            links?.PassesOn(isReset: true);
        }
    }

    private sealed record Cause(Wire Side, WireException Error);
}
