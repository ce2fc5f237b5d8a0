namespace Tincan.Protocols.Talk;

/// <summary>
/// Receives while this side talks or waits: one read is under way all the time, so a peer that leaves is noticed at once. A message that came and was not taken
/// waits in it.
/// </summary>
/// <param name="lines">The connection.</param>
/// <param name="talker">Shows the messages.</param>
internal sealed class MessagePump(LineChannel lines, ITalker talker)
{
    private Task<Line>? _next;

    /// <summary>The peer's stream has ended, and every message of it was taken.</summary>
    public bool PeerHasGone => _next is { IsCompleted: true } next && (!next.IsCompletedSuccessfully || next.Result.IsEnd);

    /// <summary>The content of the message that was taken last; good until the next one is waited for.</summary>
    public ReadOnlyMemory<byte> Last { get; private set; }

    /// <summary>Completes when there is a message to take, or the stream has ended.</summary>
    public Task<Line> NextAsync(CancellationToken cancel)
    {
        if (_next is { IsFaulted: true } failed && failed.Exception.InnerException is WireException { Reason: CloseReason.Idle })
        {
            // This is no message timeout, because it was this side's turn. The part of a message that had arrived is still in the buffer.
            _next = null;
        }

        return _next ??= lines.ReadAsync(cancel).AsTask();
    }

    /// <summary>Waits for the next message, or for the end of the stream, but not for ever.</summary>
    /// <returns>False if neither came in that time.</returns>
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

    /// <summary>Takes the next message and shows it; of one that is cut off, what had come.</summary>
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
            await talker.HearAsync(broken.CutOff);
            throw;
        }

        _next = null;
        if (message.IsEnd)
        {
            return false;
        }

        Last = message.Content;
        await talker.HearAsync(message.Content);
        return true;
    }

    /// <summary>
    /// Ends the read that is under way, which would overlap with the host's next one and write into a buffer that was returned, and shows what has arrived.
    /// Its token has been cancelled.
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
                await talker.HearAsync(next.Result.Content);
            }
        }

        while (lines.TryRead(out var line))
        {
            await talker.HearAsync(line.Content);
        }

        if (!lines.Pending.IsEmpty)
        {
            await talker.HearAsync(lines.Pending);
        }
    }
}
