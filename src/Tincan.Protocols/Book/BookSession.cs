namespace Tincan.Protocols.Book;

/// <summary>One connection to an address book server.</summary>
internal sealed class BookSession(Wire wire) : IAsyncDisposable
{
    private const int MostShown = 80;

    private readonly FrameReader _responses = new(wire, new ResponseFramer());

    /// <summary>Whether a question was already asked on this connection.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Asks one question. Null if the server closed without an answer.</summary>
    /// <exception cref="WireException">The answer is not a response, or its length is wrong.</exception>
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
            // Only the line end of the last answer arrived, and then the end of the stream.
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
                $"the answer declares {text.Length} bytes of text, and {more.Length} more bytes followed '{Escape.ForTerminal(text)}': "
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
