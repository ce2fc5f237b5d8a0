namespace Tincan.Wires;

/// <summary>
/// One connection for many questions, with a peer that may close after any answer: a question that finds a used connection closed is asked
/// again on a new one, once.
/// </summary>
/// <typeparam name="TSession">A connection and what is spoken on it.</typeparam>
/// <param name="open">Connects.</param>
public sealed class ReusableConnection<TSession>(Func<CancellationToken, Task<TSession>> open) : IAsyncDisposable
    where TSession : class, IAsyncDisposable
{
    private TSession? _session;

    /// <summary>Asks a question.</summary>
    /// <param name="ask">Asks it on a session; null says that the peer closed before it answered.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The answer; null if the peer closed even a new connection without one.</returns>
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
                // The peer had closed it before the question came.
            }

            await DropAsync();
            if (!used)
            {
                return null;
            }
        }
    }

    /// <summary>Closes the connection; the next question opens a new one.</summary>
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

    /// <summary>Many peers under TLS close without close_notify, which looks as if the stream had been cut off; but not in the middle of an answer.</summary>
    private static bool HadClosed(WireException broken) =>
        broken.Reason == CloseReason.PeerReset || (broken.Reason == CloseReason.Lost && broken.CutOff.IsEmpty);
}
