namespace Tincan.Protocols.Names;

/// <summary>One connection to a resolver.</summary>
internal sealed class ResolveSession(Wire wire, LineOptions lines) : IAsyncDisposable
{
    private readonly ReceiveBuffer _received = new(wire);
    private readonly SendBuffer _sending = new(wire);

    /// <summary>Bytes that have arrived and are not consumed. Valid until the next wait.</summary>
    public ReadOnlyMemory<byte> Pending => _received.Unread;

    /// <summary>Sends a question.</summary>
    public ValueTask SendAsync(ReadOnlySpan<byte> name, Dialect dialect, CancellationToken cancel)
    {
        _sending.Write(name);
        _sending.Write(dialect.Terminator());
        return _sending.FlushAsync(cancel);
    }

    /// <summary>Waits for the next answer, which may be to an earlier question.</summary>
    /// <param name="name">The requested name.</param>
    /// <param name="manner">What is known of how this server ends answers.</param>
    /// <param name="within">The longest silence.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>The answer at the front of <see cref="Pending"/>; <see cref="AnswerState.Partial"/> after too long a silence; null at the end of the stream.</returns>
    /// <exception cref="WireException">The connection broke, or ended inside an answer.</exception>
    public async ValueTask<AnswerCut?> ReadAsync(ReadOnlyMemory<byte> name, AnswerStyle manner, TimeSpan within, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var bytes = _received.Unread;
                var cut = AnswerFramer.Cut(bytes.Span, name.Span);
                var mayEnd = cut.State == AnswerState.MayEnd && lines.Dialect is (Dialect.Auto or Dialect.Raw);
                if (cut.State == AnswerState.Whole || (mayEnd && manner.IsWhole(cut)))
                {
                    return cut with { State = AnswerState.Whole };
                }

                if (_received.Ended)
                {
                    return AtEnd(cut, bytes.Span);
                }

                if (bytes.Length > lines.MaxLine)
                {
                    throw new WireException(CloseReason.Malformed, LineFramer.TooLong(lines.MaxLine)) { IsTooLong = true };
                }

                if (!mayEnd && within == Timeout.InfiniteTimeSpan)
                {
                    await _received.ReceiveAsync(cancel);
                }
                else if (!await _received.ReceiveWithinAsync(mayEnd ? manner.Quiet(lines) : within, lines.Time, cancel))
                {
                    return mayEnd ? cut with { State = AnswerState.Whole } : cut;
                }
            }
        }
        catch (WireException broken) when (broken.CutOff.IsEmpty)
        {
            broken.CutOff = _received.Unread.ToArray();
            throw;
        }
    }

    /// <summary>Removes an answer from the front.</summary>
    public void Take(AnswerCut cut) => _received.Consume(cut.Consumed);

    public async ValueTask DisposeAsync()
    {
        // FIN, not RST: simple programs take an RST for a crash. The wire closes before the buffer is returned to its pool, so that no receive writes into it.
        await wire.FinishAsync();
        await wire.DisposeAsync();
        _received.Dispose();
        _sending.Dispose();
    }

    private static AnswerCut? AtEnd(AnswerCut cut, ReadOnlySpan<byte> rest)
    {
        if (cut.State == AnswerState.MayEnd && !cut.IsTorn)
        {
            return cut with { State = AnswerState.Whole };
        }

        return rest.Trim("\r\n\0"u8).IsEmpty
            ? null
            : throw new WireException(CloseReason.Lost, $"the server closed the connection within an answer, after '{Escape.ForTerminal(rest)}'");
    }
}
