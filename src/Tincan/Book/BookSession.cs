using Tincan.Framing;
using Tincan.Wires;

namespace Tincan.Book;

/// <summary>A connection of its own on which a book is asked.</summary>
internal sealed class BookSession(Wire wire) : IAsyncDisposable
{
    private readonly FrameReader _responses = new(wire, new BookFramer(BookMessage.Response));

    /// <summary>Asks once; null when the server closed before it answered.</summary>
    public async Task<Lookup?> AskAsync(ReadOnlyMemory<byte> query, CancellationToken cancel)
    {
        await wire.SendAsync(query, cancel);
        return await _responses.ReadAsync(cancel) is { } response ? Lookup.Read(response.Span[BookMessage.HeaderSize..]) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await wire.FinishAsync();
        await wire.DisposeAsync();
        _responses.Dispose();
    }
}
