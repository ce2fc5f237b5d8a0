namespace Tincan.Checks.Contexts;

/// <summary>Waits for an answer whose timeout has passed, to find out what the program was waiting for.</summary>
internal static class LateAnswers
{
    /// <summary>
    /// Waits longer; then sends a line end, for a program that reads lines; then sends a FIN, for a program that reads to the end of the stream or never flushes its buffer.
    /// </summary>
    /// <param name="peer">Our end of the connection.</param>
    /// <param name="waited">How long the case has waited already.</param>
    /// <param name="timeout">How long to wait before the line end.</param>
    /// <returns>Everything that came; null if nothing did.</returns>
    public static async Task<LateAnswer?> ReceiveAsync(PeerConnection peer, TimeSpan waited, TimeSpan timeout)
    {
        var (incoming, options) = (peer.Incoming, peer.Options);
        if (options.VerdictWait is not null)
        {
            return null;
        }

        var began = options.Time.GetTimestamp();
        try
        {
            if (await incoming.ReceiveAsync(timeout) == ReceiveResult.Bytes)
            {
                waited += options.Time.GetElapsedTime(began);
                await incoming.ReceiveUntilQuietAsync(options.QuietPeriod);
                return new LateAnswer(incoming.ToArray(), IsAfterFin: false, waited);
            }

            if (incoming.HasEnded || peer.HasFinished)
            {
                return null;
            }

            if (peer is { HasOpenLine: true, IsKnownSilent: false })
            {
                await peer.Wire.SendAsync("\r\n"u8.ToArray(), peer.Cancel);
                if (await incoming.ReceiveAsync(options.AnswerTimeout) == ReceiveResult.Bytes)
                {
                    await incoming.ReceiveUntilQuietAsync(options.QuietPeriod);
                    return new LateAnswer(incoming.ToArray(), IsAfterFin: false, waited + options.Time.GetElapsedTime(began)) { IsAfterLineEnd = true };
                }
            }

            await peer.FinishAsync();
            await incoming.ReceiveUntilQuietAsync(options.QuietPeriod * 2);
            return incoming.Count > 0 ? new LateAnswer(incoming.ToArray(), IsAfterFin: true, waited + options.Time.GetElapsedTime(began)) : null;
        }
        catch (Exception error) when (error is WireException or OperationCanceledException)
        {
            return null;
        }
    }
}
