namespace Tincan.Protocols.Reverse;

/// <summary>Reads answers that are not the reversed line. They are returned if their end can be found, but the run fails at its end.</summary>
internal sealed class OddAnswerReader(
    ReverseConnection connection, AskedLines asked, AnswerEvidence evidence, OddAnswers odd, AnswerBuffers buffers, TimeSpan quiet, Action<string> notice)
{
    /// <summary>How long to wait for the rest of an unexpected answer.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    /// <summary>Reads the unexpected answer to the oldest line; null if more has arrived, or the line was sent again.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancel)
    {
        evidence.Steady.Reset();
        if (asked.TryFindSecond(connection.Pending.Span, out var second))
        {
            connection.Take(second.Consumed);
            return null;
        }

        if (await connection.ReceiveAsync(quiet, cancel))
        {
            return null;
        }

        var question = asked.First;
        if (asked.Sent > 1)
        {
            if (LineEnds.TryFirstLine(connection.Pending.Span, out var wrong)
                && !question.IsPartOfAnswer(connection.Pending.Span[..wrong.Length])
                && asked.Second.Compare(connection.Pending.Span[wrong.Consumed..], mayFollowGreeting: false, out _) == Likeness.Whole)
            {
                return TakeLine(question, wrong);
            }

            await AskOneByOneAsync(cancel);
            return null;
        }

        if (connection.HasEnded || question.IsStripped(connection.Pending.Span) || (!question.IsAscii && connection.HasAnswered))
        {
            return TakeAll();
        }

        if ((!connection.HasAnswered || !LineEnds.TryFirstLine(connection.Pending.Span, out _)) && await connection.ReceiveAsync(Late, cancel))
        {
            return null;
        }

        if (LineEnds.TryFirstLine(connection.Pending.Span, out var cut))
        {
            return TakeLine(question, buffers.Whole(connection.Pending.Span, cut));
        }

        odd.Add(question, connection.Pending.Span);
        throw odd.Undecided();
    }

    /// <summary>Takes everything that has arrived as the answer to the oldest line.</summary>
    public ReadOnlyMemory<byte> TakeAll()
    {
        var all = connection.Pending;
        var content = all[..LineEnds.Trim(all.Span).Length];
        if (asked.First.IsAscii || asked.First.IsStripped(content.Span))
        {
            odd.Add(asked.First, content.Span);
        }

        evidence.Saw(isTerminated: content.Length < all.Length);
        connection.Take(all.Length);
        return content;
    }

    private ReadOnlyMemory<byte> TakeLine(Question question, AnswerCut cut)
    {
        var content = connection.Pending[..cut.Length];
        odd.Add(question, content.Span);
        evidence.Saw(isTerminated: true);
        connection.Take(cut.Consumed);
        return content;
    }

    /// <summary>Handles a server that took several lines in one read for one line: drops its answer, and sends the first line again.</summary>
    private async ValueTask AskOneByOneAsync(CancellationToken cancel)
    {
        while (await connection.ReceiveAsync(quiet, cancel))
        {
            // Only a complete answer can be dropped.
        }

        notice($"line {asked.First.Number}: several lines were sent at once, and the answer was to none of them: asking line by line from there on");
        connection.Take(connection.Pending.Length);
        await AskAgainAsync(cancel);
    }

    /// <summary>Handles a server that is silent after several lines: it has lost some of them, or is only slow.</summary>
    public ValueTask AskSlowlyAsync(CancellationToken cancel)
    {
        notice($"line {asked.First.Number}: no answer for {(Late + LinesAhead.Silence).TotalSeconds:0} s after several lines were sent at once: asking line by line from there on (--ahead 1 never sends several)");
        asked.ExpectTwice();
        return AskAgainAsync(cancel);
    }

    /// <summary>Sends the oldest line again; the others follow after its answer.</summary>
    public async ValueTask AskAgainAsync(CancellationToken cancel)
    {
        evidence.TakesOneLineOnly = true;
        connection.SendsAhead = false;
        asked.SendOthersLater();
        connection.Write(asked.First.Line.Span);
        await connection.FlushAsync(cancel);
    }
}
