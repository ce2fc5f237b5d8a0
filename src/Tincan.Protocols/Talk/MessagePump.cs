namespace Tincan.Protocols.Talk;

/// <summary>
/// Receives all the time, even while this side types, so that a peer that leaves is noticed at once. It holds one message until it is taken.
/// </summary>
/// <param name="lines">The connection.</param>
/// <param name="talker">Shows the messages.</param>
internal sealed class MessagePump(LineChannel lines, ITalker talker)
{
    private Task<Line>? _next;

    /// <summary>The peer's stream has ended, and all its messages were taken.</summary>
    public bool PeerHasGone => _next is { IsCompleted: true } next && (!next.IsCompletedSuccessfully || next.Result.IsEnd);

    /// <summary>The content of the last message, valid until the next wait.</summary>
    public ReadOnlyMemory<byte> Last { get; private set; }

    /// <summary>Completes when there is a message, or the stream has ended.</summary>
    public Task<Line> NextAsync(CancellationToken cancel)
    {
        if (_next is { IsFaulted: true } failed && failed.Exception.InnerException is WireException { Reason: CloseReason.Idle })
        {
            // Not a message timeout, because it was this side's turn. The partial message is still in the buffer.
            _next = null;
        }

        return _next ??= lines.ReadAsync(cancel).AsTask();
    }

    /// <summary>Waits for the next message or the end of the stream, up to a limit.</summary>
    /// <returns>False on timeout.</returns>
    public async Task<bool> ComesWithinAsync(TimeSpan limit, TimeProvider time, CancellationToken cancel)
    {
        var next = NextAsync(cancel);
        if (!next.IsCompleted && limit != TimeSpan.Zero)
        {
            await next.EndsWithinAsync(limit, time, cancel);
        }

        cancel.ThrowIfCancellationRequested();
        return next.IsCompleted;
    }

    /// <summary>Takes the next message and shows it. Of a message that is cut off, shows what has arrived.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="WireException">The connection broke.</exception>
    public async Task<bool> TakeAsync(CancellationToken cancel)
    {
        Line message;
        try
        {
            message = await (_next ?? lines.ReadAsync(cancel).AsTask());
        }
        catch (WireException broken) when (!broken.CutOff.IsEmpty)
        {
            await talker.ShowAsync(broken.CutOff);
            throw;
        }

        _next = null;
        if (message.IsEnd)
        {
            return false;
        }

        Last = message.Content;
        await talker.ShowAsync(message.Content);
        return true;
    }

    /// <summary>
    /// Waits for the end of the pending read, whose token was cancelled, and shows what has arrived. Otherwise, the read would overlap with the host's next
    /// one, and write into a buffer that was returned to its pool.
    /// </summary>
    public async Task StopAsync()
    {
        if (_next is { } next)
        {
            await next.EndAsync();
            if (next.IsFaulted)
            {
                return;
            }

            if (next is { IsCompletedSuccessfully: true, Result.IsEnd: false })
            {
                await talker.ShowAsync(next.Result.Content);
            }
        }

        while (lines.TryRead(out var line))
        {
            await talker.ShowAsync(line.Content);
        }

        if (!lines.Pending.IsEmpty)
        {
            await talker.ShowAsync(lines.Pending);
        }
    }
}
