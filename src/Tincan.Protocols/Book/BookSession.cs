namespace Tincan.Protocols.Book;

/// <summary>A connection of its own on which a book is asked.</summary>
internal sealed class BookSession(Wire wire) : IAsyncDisposable
{
    private const int MostShown = 80;

    private readonly FrameReader _responses = new(wire, new ResponseFramer());

    /// <summary>A question was asked on this connection.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Asks once; null when the server closed before it answered.</summary>
    /// <exception cref="WireException">What came is no response, or its length is wrong.</exception>
    public async Task<Lookup?> AskAsync(ReadOnlyMemory<byte> query, CancellationToken cancel)
    {
        IsUsed = true;
        await wire.SendAsync(query, cancel);
        try
        {
            return await _responses.ReadAsync(cancel) is { } response ? Read(response.Span) : null;
        }
        catch (WireException cut) when (!cut.CutOff.IsEmpty && ResponseFramer.SkipLineEnds(cut.CutOff.Span).IsEmpty)
        {
            // The end of a line after the last answer, and the end of the stream.
            return null;
        }
        catch (WireException wrong) when (
            wrong.Reason == CloseReason.Malformed && ResponseFramer.SkipLineEnds(wrong.CutOff.Span) is [not BookMessage.Response, ..])
        {
            var come = wrong.CutOff.Span;
            throw new WireException(
                CloseReason.Malformed,
                $"the server does not speak the address book protocol: it answered '{Escape.ForTerminal(come[..Math.Min(come.Length, MostShown)])}'",
                wrong);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await wire.FinishAsync();
        await wire.DisposeAsync();
        _responses.Dispose();
    }

    private Lookup Read(ReadOnlySpan<byte> response)
    {
        var text = ResponseFramer.SkipLineEnds(response)[BookMessage.HeaderSize..];
        var more = ResponseFramer.SkipLineEnds(_responses.Pending.Span);
        if (!more.IsEmpty)
        {
            throw new WireException(
                CloseReason.Malformed,
                $"the answer says that it has {text.Length} bytes of text, and {more.Length} more came after '{Escape.ForTerminal(text)}': "
                + "the length must count bytes of UTF-8, not characters");
        }

        if (Utf8Text.CutOffLength(text) > 0)
        {
            throw new WireException(
                CloseReason.Malformed,
                $"the answer '{Escape.ForTerminal(text)}' ends in the middle of a character: its length must count bytes of UTF-8, not characters");
        }

        return Lookup.Read(text);
    }
}
