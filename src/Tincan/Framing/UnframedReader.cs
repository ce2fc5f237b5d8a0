using Tincan.Wires;

namespace Tincan.Framing;

/// <summary>Receives bytes that no terminator ends: a greeting, or messages that a service cuts itself.</summary>
/// <param name="buffer">What has arrived.</param>
/// <param name="options">Limit and quiet times.</param>
internal sealed class UnframedReader(ReceiveBuffer buffer, LineOptions options)
{
    /// <summary>Waits until more arrives, and takes nothing.</summary>
    /// <param name="within">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <returns>False if nothing came in that time. True at the end of the stream.</returns>
    /// <exception cref="WireException">More than a line may have is pending, or the connection broke.</exception>
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
    /// Takes a greeting off the front of the stream: the expected one as soon as it is whole, and any other when nothing more has come for
    /// <see cref="LineOptions.Quiet"/>. Call it before the first line is read.
    /// </summary>
    /// <param name="expected">The greeting that is expected; empty expects none and does not wait.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <returns>What came, good until the next read; empty if nothing did.</returns>
    /// <exception cref="WireException">The greeting is over the limit of a line, or the connection broke.</exception>
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
