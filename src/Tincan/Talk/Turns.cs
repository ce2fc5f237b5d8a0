using Tincan.Framing;
using Tincan.Wires;

namespace Tincan.Talk;

/// <summary>A talk in turns: <c>talk = *( client-line server-line )</c>, ended by either side's blank line or FIN.</summary>
/// <param name="lines">The connection.</param>
/// <param name="talker">The person at this end.</param>
internal sealed class Turns(LineChannel lines, ITalker talker)
{
    // Listening goes on during this side's turn, so that a peer who leaves is noticed; a message that comes early waits here.
    private Task<Line>? _hearing;

    /// <summary>Takes turns until one side ends it.</summary>
    /// <param name="speaksFirst">Whether this side has the first turn.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="WireException">The connection broke.</exception>
    public async Task<TalkEnding> TakeAsync(bool speaksFirst, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            var mine = speaksFirst;
            while (true)
            {
                var ending = mine ? await SpeakAsync(over.Token) : await HearAsync(over.Token);
                if (ending is { } ended)
                {
                    return ended;
                }

                mine = !mine;
            }
        }
        finally
        {
            await over.CancelAsync();
            await StopListeningAsync();
        }
    }

    private async Task<TalkEnding?> SpeakAsync(CancellationToken cancel)
    {
        _hearing ??= lines.ReadAsync(cancel).AsTask();
        if (PeerHasGone)
        {
            // Nobody is there to hear it: what was typed ahead is the next caller's.
            await _hearing;
            return TalkEnding.There;
        }

        using var peerGone = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var saying = talker.SayAsync(peerGone.Token);
        await Task.WhenAny(saying, _hearing);
        if (!saying.IsCompleted && PeerHasGone)
        {
            await peerGone.CancelAsync();
            await HeardAsync(_hearing);
            return TalkEnding.There;
        }

        if (await saying is not { IsEmpty: false } said)
        {
            await SayGoodbyeAsync(blankLine: saying.Result is not null, cancel);
            return TalkEnding.Here;
        }

        await lines.SendAsync(said.Span, cancel);
        return null;
    }

    private bool PeerHasGone =>
        _hearing is { IsCompleted: true } heard && (!heard.IsCompletedSuccessfully || heard.Result.IsEnd);

    /// <summary>A receive left under way would meet the host's next one, and write into a buffer that was given back.</summary>
    private async Task StopListeningAsync()
    {
        if (_hearing is not null)
        {
            await ((Task)_hearing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TalkEnding?> HearAsync(CancellationToken cancel)
    {
        var message = await HeardAsync(_hearing ?? lines.ReadAsync(cancel).AsTask());
        _hearing = null;
        if (message.IsEnd)
        {
            return TalkEnding.There;
        }

        await talker.HearAsync(message.Content);
        return null;
    }

    /// <summary>A message; of one that is broken off, what had come is shown all the same.</summary>
    private async Task<Line> HeardAsync(Task<Line> hearing)
    {
        try
        {
            return await hearing;
        }
        catch (WireException broken) when (!broken.CutOff.IsEmpty)
        {
            await talker.HearAsync(broken.CutOff);
            throw;
        }
    }

    /// <summary>A blank line that ends the talk travels in crlf only, where programs expect it; elsewhere FIN alone says it.</summary>
    private ValueTask SayGoodbyeAsync(bool blankLine, CancellationToken cancel) =>
        blankLine && lines.Dialect == Dialect.CrLf ? lines.SendAsync(default, cancel) : ValueTask.CompletedTask;
}
