namespace Tincan.Protocols.Book;

/// <summary>
/// Asks an address book for names, on one connection. If the server closes after each answer, or does not answer a second question on a connection, it
/// opens a new connection for each question.
/// </summary>
/// <param name="connect">Connects to the server.</param>
/// <param name="time">The clock. Defaults to the system's.</param>
public sealed class LookupClient(Func<CancellationToken, Task<Wire>> connect, TimeProvider? time = null) : IAsyncDisposable
{
    /// <summary>How long to wait for the answer to a second question on a connection, before asking again on a new one.</summary>
    public static readonly TimeSpan SecondQuestionTimeout = TimeSpan.FromSeconds(3);

    private readonly ReusableConnection<BookSession> _connection = new(async cancel => new BookSession(await connect(cancel)));
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private bool _opensEach;

    /// <summary>Asks for the name of an address.</summary>
    /// <param name="email">The address in UTF-8, at most <see cref="BookMessage.MaxText"/> bytes.</param>
    /// <param name="cancel">Cancels the question. After that, the client can only be disposed.</param>
    /// <exception cref="ConnectException">The server cannot be reached.</exception>
    /// <exception cref="WireException">The connection broke, was closed without an answer, or what came was no response.</exception>
    public async Task<Lookup> AskAsync(ReadOnlyMemory<byte> email, CancellationToken cancel = default)
    {
        var query = BookMessage.Encode(BookMessage.Query, email.Span);
        if (_opensEach)
        {
            await _connection.DropAsync();
        }

        return await _connection.AskAsync(session => AskAsync(session, query, cancel), cancel)
            ?? throw new WireException(CloseReason.PeerFinished, "the server closed the connection without an answer");
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<Lookup?> AskAsync(BookSession session, ReadOnlyMemory<byte> query, CancellationToken cancel)
    {
        if (!session.IsUsed)
        {
            return await session.AskAsync(query, cancel);
        }

        using var silence = new CancellationTokenSource(SecondQuestionTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancel);
        try
        {
            return await session.AskAsync(query, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The server answers once and keeps the connection open.
            _opensEach = true;
            return null;
        }
        catch (WireException idle) when (idle.Reason == CloseReason.Idle)
        {
            _opensEach = true;
            return null;
        }
    }
}
