namespace Tincan.Framing;

/// <summary>Reads bytes without a terminator: a greeting, or messages that a service finds itself.</summary>
/// <param name="buffer">The receive buffer.</param>
/// <param name="options">Limit and quiet times.</param>
internal sealed class UnframedReader(ReceiveBuffer buffer, LineOptions options)
{
    /// <summary>Waits until more arrives, without consuming it.</summary>
    /// <param name="within">The timeout; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>False on timeout. True at the end of the stream.</returns>
    /// <exception cref="WireException">The pending bytes exceed the limit of a line, or the connection broke.</exception>
    public async ValueTask<bool> ReceiveAsync(TimeSpan within, CancellationToken cancel)
    {
        LineFramer.ThrowIfTooLong(buffer.Unread.Length, options.MaxLine);
        if (buffer.Ended)
        {
            return true;
        }

        if (within != Timeout.InfiniteTimeSpan)
        {
            return await buffer.ReceiveWithinAsync(within, options.Time, cancel);
        }

        await buffer.ReceiveAsync(cancel);
        return true;
    }

    /// <summary>
    /// Reads a greeting. The expected one is complete when all its bytes are there, any other after <see cref="LineOptions.Quiet"/> of silence. Call
    /// it before reading the first line.
    /// </summary>
    /// <param name="expected">The expected greeting; if empty, none is expected, and the call does not wait.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>The greeting, valid until the next read; empty if none arrived.</returns>
    /// <exception cref="WireException">The greeting exceeds the limit of a line, or the connection broke.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadGreetingAsync(ReadOnlyMemory<byte> expected, CancellationToken cancel)
    {
        var greeting = buffer.Unread;
        try
        {
            while (!greeting.Span.StartsWith(expected.Span)
                && !buffer.Ended
                && await buffer.ReceiveWithinAsync(options.Quiet, options.Time, cancel))
            {
                greeting = buffer.Unread;
                LineFramer.ThrowIfTooLong(greeting.Length, options.MaxLine);
            }
        }
        catch (WireException broken)
        {
            broken.CutOff = greeting.ToArray();
            throw;
        }

        greeting = greeting.Span.StartsWith(expected.Span) ? greeting[..expected.Length] : greeting;
        buffer.Consume(greeting.Length);
        return greeting;
    }
}
