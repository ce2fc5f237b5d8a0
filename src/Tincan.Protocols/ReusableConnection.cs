namespace Tincan.Protocols;

/// <summary>
/// One connection for many requests to a peer that may close it after any reply. If a reused connection turns out to be closed, the request is sent
/// again on a new one, once.
/// </summary>
/// <typeparam name="TSession">A connection with its protocol state.</typeparam>
/// <param name="open">Connects.</param>
internal sealed class ReusableConnection<TSession>(Func<CancellationToken, Task<TSession>> open) : IAsyncDisposable
    where TSession : class, IAsyncDisposable
{
    private TSession? _session;

    /// <summary>Sends a request.</summary>
    /// <param name="ask">Sends it on a session and returns the reply; null if the peer closed the connection instead.</param>
    /// <param name="cancel">Cancels connecting.</param>
    /// <returns>The reply; null if the peer closed even a new connection without one.</returns>
    public async Task<TAnswer?> AskAsync<TAnswer>(Func<TSession, Task<TAnswer?>> ask, CancellationToken cancel)
        where TAnswer : class
    {
        while (true)
        {
            var used = _session is not null;
            _session ??= await open(cancel);
            try
            {
                if (await ask(_session) is { } answer)
                {
                    return answer;
                }
            }
            catch (WireException broken) when (used && HadClosed(broken))
            {
                // The peer closed the connection while it was idle.
            }

            await DropAsync();
            if (!used)
            {
                return null;
            }
        }
    }

    /// <summary>Closes the connection; the next request opens a new one.</summary>
    public async ValueTask DropAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => DropAsync();

    /// <summary>Many TLS peers close without close_notify. Between replies that is a close, not a truncation.</summary>
    private static bool HadClosed(WireException broken) =>
        broken.Reason == CloseReason.PeerReset || (broken.Reason == CloseReason.Lost && broken.CutOff.IsEmpty);
}
