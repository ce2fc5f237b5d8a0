namespace Tincan.Framing;

/// <summary>Reads whole messages from a wire, which it does not own, with any framer.</summary>
/// <param name="wire">The connection.</param>
/// <param name="framer">Finds the end of a message.</param>
public sealed class FrameReader(Wire wire, IFramer framer) : IDisposable
{
    private readonly ReceiveBuffer _buffer = new(wire);
    private int _seen;

    /// <summary>Bytes that have arrived but are not yet read as a message. Valid until the next read.</summary>
    public ReadOnlyMemory<byte> Pending => _buffer.Unread;

    /// <summary>Takes the next message if it has already arrived, without waiting.</summary>
    /// <param name="frame">The message's content, valid until the next read.</param>
    /// <exception cref="WireException">The bytes are not a valid message (<see cref="CloseReason.Malformed"/>).</exception>
    public bool TryRead(out ReadOnlyMemory<byte> frame)
    {
        var unread = _buffer.Unread;
        var cut = framer.Cut(unread.Span, _seen);
        switch (cut.Status)
        {
            case FrameStatus.Done:
                frame = Take(cut);
                return true;
            case FrameStatus.Invalid:
                throw new WireException(CloseReason.Malformed, cut.Problem!);
            default:
                _seen = unread.Length;
                frame = default;
                return false;
        }
    }

    /// <inheritdoc cref="LineChannel.WaitForDataAsync"/>
    public ValueTask WaitForDataAsync(CancellationToken cancel = default) => _buffer.WaitForDataAsync(cancel);

    /// <summary>Waits for the next message.</summary>
    /// <param name="cancel">Cancels the wait; a partial message is kept.</param>
    /// <returns>The message's content, valid until the next read; null if the peer finished at a message boundary.</returns>
    /// <exception cref="WireException">The stream ended inside a message, the bytes are not valid, or the connection broke.</exception>
    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancel = default)
    {
        var receiving = _buffer.Unread.IsEmpty ? _buffer.ReceiveAsync(cancel) : ValueTask.CompletedTask;
        if (!receiving.IsCompletedSuccessfully)
        {
            return ReadAsync(receiving, cancel);
        }

        // Nearly always a whole message has arrived, which needs no state machine.
        var cut = framer.Cut(_buffer.Unread.Span, _seen);
        return cut.Status == FrameStatus.Done ? new(Take(cut)) : ReadAsync(ValueTask.CompletedTask, cancel);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(ValueTask receiving, CancellationToken cancel)
    {
        try
        {
            await receiving;
            while (true)
            {
                if (TryRead(out var frame))
                {
                    return frame;
                }

                if (_buffer.Ended)
                {
                    var rest = _buffer.Unread;
                    if (!rest.IsEmpty && framer.CutAtEnd(rest.Span) is { Status: FrameStatus.Done } last)
                    {
                        return Take(last);
                    }

                    return rest.IsEmpty || framer.IsBetween(rest.Span) ? null : throw new WireException(CloseReason.Malformed, framer.Missing(rest.Span));
                }

                await _buffer.ReceiveAsync(cancel);
            }
        }
        catch (WireException broken) when (broken.CutOff.IsEmpty)
        {
            broken.CutOff = _buffer.Unread.ToArray();
            throw;
        }
    }

    private ReadOnlyMemory<byte> Take(FrameCut cut)
    {
        var frame = _buffer.Unread.Slice(cut.Start, cut.Length);
        _buffer.Consume(cut.Consumed);
        _seen = 0;
        return frame;
    }

    /// <summary>Returns the buffer to its pool. The wire stays open.</summary>
    public void Dispose() => _buffer.Dispose();
}
