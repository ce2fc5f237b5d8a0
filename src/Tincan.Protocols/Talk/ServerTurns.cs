namespace Tincan.Protocols.Talk;

/// <summary>The server's side of a talk, <c>talk = *( client-line server-line )</c>: one message per turn, until a blank line or FIN of either side.</summary>
/// <param name="lines">The connection.</param>
/// <param name="talker">The person at this end.</param>
/// <param name="onMessage">Called after each message.</param>
internal sealed class ServerTurns(LineChannel lines, ITalker talker, Action onMessage)
{
    private readonly MessagePump _messages = new(lines, talker);

    /// <summary>Takes turns until one side ends the talk.</summary>
    /// <param name="cancel">Cancels the talk.</param>
    /// <exception cref="WireException">The connection broke.</exception>
    public async Task<TalkEnding> TakeAsync(CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            while (await _messages.TakeAsync(over.Token))
            {
                onMessage();
                if (await SpeakAsync(over.Token) is { } ending)
                {
                    return ending;
                }
            }

            return TalkEnding.There;
        }
        finally
        {
            await over.CancelOnContextAsync();
            await _messages.StopAsync();
        }
    }

    private async Task<TalkEnding?> SpeakAsync(CancellationToken cancel)
    {
        var next = _messages.NextAsync(cancel);
        if (_messages.PeerHasGone)
        {
            // The caller has gone: what was typed ahead is for the next one.
            await next;
            return TalkEnding.There;
        }

        using var peerGone = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var typing = talker.ReadLineAsync(peerGone.Token);
        await Task.WhenAny(typing, next);
        if (!typing.IsCompleted && _messages.PeerHasGone)
        {
            await peerGone.CancelOnContextAsync();
            await _messages.TakeAsync(cancel);
            return TalkEnding.There;
        }

        return await TalkLine.SendAsync(lines, await typing, cancel);
    }
}
