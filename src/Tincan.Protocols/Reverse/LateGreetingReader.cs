namespace Tincan.Protocols.Reverse;

/// <summary>Reads a greeting that arrives after the first line was sent, in one read or several.</summary>
internal sealed class LateGreetingReader(ReverseConnection connection, AskedLines asked, AnswerEvidence evidence, Action<string> notice)
{
    private bool _saidWaiting;

    /// <summary>Whether what has arrived is the greeting or its beginning.</summary>
    /// <param name="likeness">The result of comparing it with the answer.</param>
    public bool IsNext(Likeness likeness) =>
        (likeness == Likeness.Other || connection.IsGreetingTorn) && connection.CompareWithGreeting() != Likeness.Other;

    /// <summary>Takes the greeting or waits for more of it.</summary>
    /// <exception cref="WireException">The connection was lost, or the server closed it in the middle of the greeting.</exception>
    public async ValueTask ReadAsync(CancellationToken cancel)
    {
        if (connection.CompareWithGreeting() == Likeness.Whole)
        {
            evidence.ComesInPieces |= connection.IsGreetingTorn;
            connection.TakeGreeting();
            notice($"the greeting came late: {Escape.ForTerminal(connection.Greeting)}");

            // A line end after the greeting does not belong to the answer, even if it arrives later.
            evidence.LastWasBare = asked.First.Line.Length > 0 && !connection.TakeLineEnds();
            return;
        }

        if (!_saidWaiting && !await connection.ReceiveAsync(AnswerReader.HintAfter, cancel) && !connection.HasEnded)
        {
            _saidWaiting = true;
            notice($"a part of the greeting came, and nothing after it for {AnswerReader.HintAfter.TotalSeconds:0} s: waiting for the rest (--greeting '' if none comes)");
        }

        if (_saidWaiting)
        {
            await connection.ReceiveAsync(Timeout.InfiniteTimeSpan, cancel);
        }

        if (connection.HasEnded && connection.CompareWithGreeting() == Likeness.Partial)
        {
            throw asked.Unanswered();
        }
    }
}
