namespace Tincan.Protocols.Names;

/// <summary>A connection of its own to a resolver.</summary>
internal sealed class ResolveSession(Wire wire, LineOptions lines) : IAsyncDisposable
{
    private readonly ReceiveBuffer _received = new(wire);
    private readonly SendBuffer _sending = new(wire);

    /// <summary>What has come and is not taken. Good until the next wait.</summary>
    public ReadOnlyMemory<byte> Pending => _received.Unread;

    /// <summary>Sends a question.</summary>
    public ValueTask SendAsync(ReadOnlySpan<byte> name, Dialect dialect, CancellationToken cancel)
    {
        _sending.Write(name);
        _sending.Write(dialect.Terminator());
        return _sending.FlushAsync(cancel);
    }

    /// <summary>Waits for an answer, to whatever question.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="manner">How this server answers.</param>
    /// <param name="within">How long it may be silent.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The answer at the front of <see cref="Pending"/>; one that is <see cref="AnswerState.Partial"/> if it was silent for too long; null at the end of the stream.</returns>
    /// <exception cref="WireException">The connection broke, or ended within an answer.</exception>
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

    /// <summary>Takes an answer off the front.</summary>
    public void Take(AnswerCut cut) => _received.Consume(cut.Consumed);

    public async ValueTask DisposeAsync()
    {
        // FIN, not RST: a simple peer takes RST for a crash. The wire goes first, so that nothing arrives in a buffer given back.
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
