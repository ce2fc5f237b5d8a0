namespace Tincan.Protocols.Reverse;

/// <summary>Reads the answer to the oldest unanswered line.</summary>
internal sealed class AnswerReader(
    ReverseConnection connection, AskedLines asked, AnswerEvidence evidence, OddAnswers odd, AnswerBuffers buffers, LineOptions options, Action<string> notice)
{
    /// <summary>How long to wait for the first answer before showing a hint.</summary>
    public static readonly TimeSpan HintAfter = TimeSpan.FromSeconds(5);

    private readonly RawProbe _raw = new(connection, notice);
    private readonly CrLfProbe _crLf = new(connection, evidence, notice);
    private readonly AnswerWords _words = new(connection, notice);
    private readonly LateGreetingReader _greeting = new(connection, asked, evidence, notice);
    private readonly OddAnswerReader _odd = new(connection, asked, evidence, odd, buffers, options.Quiet, notice);
    private bool _gaveHint;

    /// <summary>Reads an answer.</summary>
    /// <returns>The answer without its line end, valid until the next call.</returns>
    /// <exception cref="Wires.WireException">The connection was lost, or the bytes are not an answer.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancel)
    {
        _raw.Next();
        while (true)
        {
            var likeness = _words.Compare(asked.First, connection.Pending.Span, mayFollowGreeting: !connection.HasAnswered, out var cut);
            if (_greeting.IsNext(likeness))
            {
                await _greeting.ReadAsync(cancel);
                continue;
            }

            var answer = likeness switch
            {
                Likeness.Whole => await connection.ReceiveAsync(WaitAfter(cut), cancel) ? null : await TakeAsync(cut, cancel),
                Likeness.Partial => await ReadPartialAsync(cancel),
                _ => await _odd.ReadAsync(cancel),
            };

            if (answer is { } found)
            {
                return found;
            }
        }
    }

    /// <summary>
    /// How long to wait after an answer: for its line end, if it has none yet; for more, if it may be a late greeting or part of a buffer; and for the FIN, if
    /// the server closes after an answer, so that the next line is not sent on a closed connection.
    /// </summary>
    private TimeSpan WaitAfter(AnswerCut cut) =>
        buffers.Holds(connection.Pending.Span, cut) ? (buffers.IsShort(connection.Pending.Span) ? options.Quiet : options.RawQuiet)
        : connection.WasReopened || IsLateGreeting(cut) ? options.Quiet
        : !connection.HasAnswered ? (cut.IsTerminated ? options.RawQuiet : options.Quiet)
        : cut.IsTerminated || evidence.SawBare ? TimeSpan.Zero
        : options.Quiet;

    private bool IsLateGreeting(AnswerCut cut) => _words.End == 0 && !LineEnds.IsAll(connection.Pending.Span[..cut.Start]);

    /// <summary>Takes the reversed line; null if the line was sent again, to see how the server reads it.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> TakeAsync(AnswerCut cut, CancellationToken cancel)
    {
        var question = asked.First;
        cut = buffers.Whole(connection.Pending.Span, cut);
        var content = connection.Pending.Slice(cut.Start, cut.Length);
        var before = connection.Pending[..cut.Start];
        var isLateGreeting = IsLateGreeting(cut);
        connection.Take(cut.Consumed);
        if (isLateGreeting && asked.Sent == 1 && _words.MayBe(before.Span))
        {
            await _words.AskAgainAsync(question, before.ToArray(), content.ToArray(), cancel);
            return null;
        }

        if (isLateGreeting)
        {
            notice($"the greeting came late: {Escape.ForTerminal(before.Span)}");
        }

        var isEndInFront = cut.Start > _words.End && !isLateGreeting && !evidence.LastWasBare && connection.Sending != Dialect.Raw;
        if (isEndInFront && connection.Sending == Dialect.CrLf)
        {
            // The server reads up to LF after all, and CR is a part of the line.
            (connection.Sending, isEndInFront) = (Dialect.Lf, false);
        }

        if (isEndInFront && !evidence.ReversesLineEnd && _raw.Answer is null && asked.Sent == 1)
        {
            await _raw.BeginAsync(question, content.ToArray(), cancel);
            return null;
        }

        if (question.Line.Length > 0)
        {
            evidence.ReversesLineEnd |= isEndInFront;
            evidence.Saw(cut.IsTerminated);
        }

        evidence.Steady.Saw(question.Line.Span, content.Span, cut.Start == 0 ? cut.End : "");
        _raw.Settle();
        return _words.Settle(content);
    }

    /// <summary>Waits for the rest of an answer that is right so far; null if more has arrived, or the line was sent again.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> ReadPartialAsync(CancellationToken cancel)
    {
        var (question, pending) = (asked.First, connection.Pending);
        if (question.IsBlank && pending.IsEmpty && !evidence.IsAlwaysTerminated && !connection.HasEnded)
        {
            // The server may answer an empty line with no bytes at all.
            if (await connection.ReceiveAsync(question.Line.IsEmpty ? options.Quiet : OddAnswerReader.Late, cancel))
            {
                return null;
            }

            if (!connection.HasEnded)
            {
                odd.AddUnlessEmpty(question);
                return default(ReadOnlyMemory<byte>);
            }
        }
        else if (!pending.IsEmpty && !evidence.IsAlwaysTerminated && !evidence.ComesInPieces && question.IsStripped(pending.Span) && !connection.HasEnded)
        {
            // Either the beginning of the answer, or the whole of it after strip().
            if (!await connection.ReceiveAsync(OddAnswerReader.Late, cancel) && !connection.HasEnded)
            {
                return _odd.TakeAll();
            }

            return null;
        }
        else if (connection.SendsAhead && pending.IsEmpty)
        {
            if (!await connection.ReceiveAsync(OddAnswerReader.Late, cancel) && !connection.HasEnded)
            {
                await _odd.AskSlowlyAsync(cancel);
                return null;
            }
        }
        else if (_raw.IsOpen && pending.IsEmpty)
        {
            await _raw.WaitAsync(cancel);
        }
        else if (_words.First is { } first && pending.IsEmpty)
        {
            if (!await _words.WaitAsync(cancel))
            {
                return _words.TakeGreeting(first);
            }
        }
        else if (pending.IsEmpty && !connection.HasAnswered && !_gaveHint)
        {
            _gaveHint = true;
            if (!await connection.ReceiveAsync(HintAfter, cancel) && !connection.HasEnded)
            {
                await _crLf.RunAsync(HintAfter, cancel);
            }
        }
        else if (!await connection.ReceiveAsync(pending.IsEmpty ? TimeSpan.Zero : options.Quiet, cancel) && !connection.HasEnded)
        {
            await connection.ReceiveAsync(Timeout.InfiniteTimeSpan, cancel);
            evidence.ComesInPieces |= !pending.IsEmpty;
        }

        return connection.HasEnded ? await EndAsync(cancel) : null;
    }

    /// <summary>Handles a server that closed before the answer was complete.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> EndAsync(CancellationToken cancel)
    {
        if (!LineEnds.IsAll(connection.Pending.Span))
        {
            return _odd.TakeAll();
        }

        if (connection.HasAnswered && await connection.TryReopenAsync(cancel))
        {
            evidence.LastWasBare = false;
            await _odd.AskAgainAsync(cancel);
            return null;
        }

        if (_raw is { IsOpen: true, Answer: { } answer })
        {
            _raw.Settle();
            return answer;
        }

        return _words.First is { } first ? _words.TakeGreeting(first) : throw asked.Unanswered();
    }
}
