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
        var mine = speaksFirst;
        while (true)
        {
            var ending = mine ? await SpeakAsync(cancel) : await HearAsync(cancel);
            if (ending is { } over)
            {
                return over;
            }

            mine = !mine;
        }
    }

    private async Task<TalkEnding?> SpeakAsync(CancellationToken cancel)
    {
        _hearing ??= lines.ReadAsync(cancel).AsTask();
        using var peerGone = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var saying = talker.SayAsync(peerGone.Token);
        while (!saying.IsCompleted)
        {
            await Task.WhenAny(saying, _hearing);
            if (_hearing.IsCompleted && (!_hearing.IsCompletedSuccessfully || _hearing.Result.IsEnd))
            {
                await peerGone.CancelAsync();
                return (await HeardAsync(_hearing)).IsEnd ? TalkEnding.There : null;
            }

            await Task.WhenAny(saying);
        }

        if (await saying is not { IsEmpty: false } said)
        {
            await SayGoodbyeAsync(blankLine: saying.Result is not null, cancel);
            return TalkEnding.Here;
        }

        await lines.SendAsync(said.Span, cancel);
        return null;
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
