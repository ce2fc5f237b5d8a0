using Tincan.Wires;

namespace Tincan.Book;

/// <summary>Asks an address book, address by address, on one connection; or on one an address, if the server closes after each answer.</summary>
/// <param name="connect">Connects to the server.</param>
public sealed class LookupClient(Func<CancellationToken, Task<Wire>> connect) : IAsyncDisposable
{
    private readonly KeptConnection<BookSession> _connection = new(async cancel => new BookSession(await connect(cancel)));

    /// <summary>Asks for the name of an address.</summary>
    /// <param name="email">The address in UTF-8, at most <see cref="BookMessage.MaxText"/> bytes.</param>
    /// <param name="cancel">Gives up; the client is good only for disposal then.</param>
    /// <exception cref="ConnectException">The server cannot be reached.</exception>
    /// <exception cref="WireException">The connection broke, was closed without an answer, or what came was no response.</exception>
    public async Task<Lookup> AskAsync(ReadOnlyMemory<byte> email, CancellationToken cancel = default)
    {
        var query = BookMessage.Encode(BookMessage.Query, email.Span);
        return await _connection.AskAsync(session => session.AskAsync(query, cancel), cancel)
            ?? throw new WireException(CloseReason.PeerFinished, "the server closed the connection without an answer");
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
