namespace Tincan.Protocols.Talk;

/// <summary>
/// The client's side of a talk: a line, then the server's answer. Every message is shown when it arrives. A line that was typed ahead is sent after the
/// answer is complete.
/// </summary>
/// <param name="wire">The connection.</param>
/// <param name="lines">The line channel on the connection.</param>
/// <param name="talker">The person at this end.</param>
/// <param name="options">The client's options.</param>
internal sealed class ClientTurns(Wire wire, LineChannel lines, ITalker talker, TalkClientOptions options)
{
    /// <summary>The silence that ends an answer of several lines.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(50);

    /// <summary>How long to wait for an answer that may already have arrived, together with the one before.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>How often the same message may repeat after the FIN. A program that ignores the FIN may send its buffer forever.</summary>
    private const int MaxRepeated = 100;

    /// <summary>How long to wait for the first answer before showing a hint.</summary>
    private static readonly TimeSpan HintAfter = TimeSpan.FromSeconds(10);

    private readonly MessagePump _messages = new(lines, talker);
    private readonly LineEndChooser _lineEnds = new(lines, talker, options.Lines.Dialect);
    private readonly TimeProvider _time = options.Lines.Time;

    /// <summary>How many more messages arrived than lines were sent. They may be answers to the next lines.</summary>
    private int _ahead;

    private bool _hasGreeted;
    private bool _saysSeveral;
    private bool _isHintDue = true;

    /// <summary>Takes turns until one side ends the talk.</summary>
    /// <param name="cancel">Cancels the talk.</param>
    /// <exception cref="WireException">The connection broke.</exception>
    public async Task<TalkEnding> TakeAsync(CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            var ending = await GreetAsync(over.Token);
            while (ending is null)
            {
                ending = await SpeakAsync(over.Token) ?? await ListenAsync(over.Token);
            }

            await wire.FinishAsync(over.Token);
            if (ending == TalkEnding.Here)
            {
                await ReceiveLastWordsAsync(over.Token);
            }

            return ending.Value;
        }
        finally
        {
            await over.CancelOnContextAsync();
            await _messages.StopAsync();
        }
    }

    private async Task<TalkEnding?> GreetAsync(CancellationToken cancel)
    {
        var wait = options.GreetingWait;

        // A greeting that has begun must be complete before a line is sent, or the answer would become a part of it.
        while (wait > TimeSpan.Zero
            && (await _messages.ComesWithinAsync(wait, _time, cancel)
                || (!lines.Pending.IsEmpty && await _messages.ComesWithinAsync(options.Lines.Quiet, _time, cancel))))
        {
            if (!await ReceiveAsync(cancel))
            {
                return TalkEnding.There;
            }

            (_hasGreeted, _saysSeveral, wait) = (true, true, Settling);
        }

        return null;
    }

    private async Task<TalkEnding?> SpeakAsync(CancellationToken cancel)
    {
        using var peerGone = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task<ReadOnlyMemory<byte>?>? typing = null;
        while (true)
        {
            var next = _messages.NextAsync(cancel);
            if (next.IsCompleted)
            {
                if (!await ReceiveAsync(cancel))
                {
                    await peerGone.CancelOnContextAsync();
                    return TalkEnding.There;
                }

                _ahead += _hasGreeted ? 0 : 1;
                continue;
            }

            typing ??= talker.ReadLineAsync(peerGone.Token);
            await Task.WhenAny(typing, next);
            if (typing.IsCompleted)
            {
                _lineEnds.BeforeSend();
                return await TalkLine.SendAsync(lines, await typing, cancel);
            }
        }
    }

    /// <summary>Receives an answer; null if it is this side's turn after that.</summary>
    private async Task<TalkEnding?> ListenAsync(CancellationToken cancel)
    {
        var hasAnswer = false;
        while (true)
        {
            var limit = hasAnswer ? (_saysSeveral ? Settling : TimeSpan.Zero)
                : _ahead > 0 ? Grace
                : _isHintDue ? HintAfter
                : Timeout.InfiniteTimeSpan;
            if (await _messages.ComesWithinAsync(limit, _time, cancel))
            {
                if (!await ReceiveAsync(cancel))
                {
                    return TalkEnding.There;
                }

                _saysSeveral |= hasAnswer;
                _ahead += hasAnswer && !_hasGreeted ? 1 : 0;
                (hasAnswer, _isHintDue) = (true, false);
            }
            else if (hasAnswer)
            {
                return null;
            }
            else if (_ahead > 0)
            {
                _ahead--;
                return null;
            }
            else
            {
                _isHintDue = false;
                talker.Notice(
                    $"received nothing for {HintAfter.TotalSeconds:0} s; if the peer waits for another line end, try --dialect crlf, nul or raw; "
                    + "if it waits for more lines, as an HTTP server does, use send --all");
            }
        }
    }

    private async Task<bool> ReceiveAsync(CancellationToken cancel)
    {
        if (!await _messages.TakeAsync(cancel))
        {
            return false;
        }

        _lineEnds.AfterReceive();
        return true;
    }

    /// <summary>Shows what still arrives after this side's end: an answer may have several lines, and the turn ended after the first.</summary>
    private async Task ReceiveLastWordsAsync(CancellationToken cancel)
    {
        byte[] last = [];
        var repeated = 0;
        try
        {
            while (repeated < MaxRepeated && await _messages.ComesWithinAsync(options.LingerTimeout, _time, cancel))
            {
                if (!await _messages.TakeAsync(cancel))
                {
                    return;
                }

                repeated = _messages.Last.Span.SequenceEqual(last) ? repeated + 1 : 0;
                last = repeated > 0 ? last : _messages.Last.ToArray();
            }

            if (repeated == MaxRepeated)
            {
                throw new WireException(
                    CloseReason.Malformed, $"after this side's FIN, the same message arrived {MaxRepeated} times in a row: the peer ignores the FIN");
            }

            if (options.LingerTimeout > TimeSpan.Zero)
            {
                talker.Notice("the peer has not closed its end");
            }
        }
        catch (WireException broken) when (broken.Reason != CloseReason.Malformed)
        {
            // This side has sent its FIN already, so the peer's error does not matter.
        }
    }
}
