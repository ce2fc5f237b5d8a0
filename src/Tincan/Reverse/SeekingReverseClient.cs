using System.Globalization;
using System.Text;
using Tincan.Framing;
using Tincan.Wires;

namespace Tincan.Reverse;

/// <summary>
/// Asks a reverse server line by line, and finds out by its answers how it ends a message: the answer to a line is that line reversed, so
/// what comes can be told apart with any line end, with none, and with one that was reversed along.
/// </summary>
/// <remarks>
/// It begins in lf. A server that reverses the line end along takes one read for one message, so it is asked again in raw; if it then says nothing,
/// it reads whole lines after all, and the line end is taken off its answers. A server that closes after an answer is connected to again.
/// Whatever is not the line reversed is handed on and makes the run fail at its end.
/// </remarks>
public sealed class SeekingReverseClient : IReverseClient
{
    /// <summary>A server that was asked in raw and says nothing for so long waits for a line end.</summary>
    private static readonly TimeSpan WaitsForEnd = TimeSpan.FromSeconds(1);

    /// <summary>How long after the silence that would end a message the rest of something unexpected may still come.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private readonly ReverseClientOptions _options;
    private readonly Action<string> _notice;
    private readonly ReverseConnection _connection;
    private readonly Queue<Question> _asked = new();
    private readonly Queue<Question> _toAsk = new();
    private readonly OddAnswers _odd = new();
    private int _bytesAsked;
    private long _taken;

    private bool _sawEnds;
    private bool _sawBare;
    private bool _lastWasBare;
    private bool _isEndless;
    private bool _keepsEnd;
    private bool _probesRaw;
    private bool _cannotGoAhead;
    private byte[]? _repaired;

    /// <summary>Speaks to a server.</summary>
    /// <param name="first">A connection on which nothing was received yet; it is closed with this.</param>
    /// <param name="connect">Connects again to a server that closes after an answer.</param>
    /// <param name="options">How to speak; the dialect is not looked at.</param>
    /// <param name="notice">Takes a sentence about what was found out.</param>
    public SeekingReverseClient(Wire first, Func<CancellationToken, Task<Wire>> connect, ReverseClientOptions options, Action<string> notice)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _notice = notice;
        _connection = new ReverseConnection(first, connect, options);
    }

    /// <summary>How many lines were answered.</summary>
    public long Answered { get; private set; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Pending => _connection.Lines.Pending;

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> GreetAsync(CancellationToken cancel = default) => _connection.GreetAsync(cancel);

    /// <inheritdoc/>
    public async Task RunAsync(LineInput input, Func<ReadOnlyMemory<byte>, ValueTask> answered, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(answered);
        while (true)
        {
            if (_asked.Count == 0 && _toAsk.TryDequeue(out var again))
            {
                Send(again);
            }
            else if (_asked.Count == 0)
            {
                var line = await input.ReadAsync(cancel);
                if (line.IsEnd)
                {
                    break;
                }

                await AskAsync(line.Content, answered);
            }

            while (HasRoom && input.TryRead(out var next))
            {
                await AskAsync(next.Content, answered);
            }

            await FlushAsync(cancel);
            if (_asked.Count > 0)
            {
                await answered(await AnswerAsync(cancel));
                Answered++;
            }
        }

        _odd.ThrowIfAny(Answered);
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(CancellationToken cancel = default) => _connection.FinishAsync(cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private LineChannel Lines => _connection.Lines;

    private bool HasEnded => Lines.HasEnded || _connection.WasReset;

    /// <summary>More than one line goes out only to a server that ends its answers, because others may take what lies in one read for one line.</summary>
    private bool HasRoom =>
        (_asked.Count == 0 && _toAsk.Count == 0)
        || (_sawEnds && !_sawBare && !_keepsEnd && !_cannotGoAhead
            && _asked.Count < _options.Ahead && _bytesAsked < ReverseClient.MaxAhead);

    private ValueTask AskAsync(ReadOnlyMemory<byte> line, Func<ReadOnlyMemory<byte>, ValueTask> answered)
    {
        _taken++;
        if (line.IsEmpty && (_isEndless || (_sawBare && !_sawEnds)))
        {
            // A blank answer without a line end is no bytes at all: nothing would travel, and both sides would wait for ever.
            Answered++;
            return answered(line);
        }

        Send(new Question(line.ToArray(), _taken));
        return ValueTask.CompletedTask;
    }

    private async ValueTask FlushAsync(CancellationToken cancel)
    {
        try
        {
            await Lines.FlushAsync(cancel);
        }
        catch (WireException) when (_connection.HasAnswered)
        {
            // The server has closed after its last answer; receiving finds out.
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> AnswerAsync(CancellationToken cancel)
    {
        var question = _asked.Peek();
        while (true)
        {
            var likeness = question.Compare(Pending.Span, mayFollowGreeting: !_connection.HasAnswered, out var cut);
            if (likeness == Likeness.Whole && !await MoreAsync(WaitAfter(cut), cancel))
            {
                if (await TakeAsync(question, cut, cancel) is { } answer)
                {
                    return answer;
                }
            }
            else if (likeness == Likeness.Partial)
            {
                if (await WaitAsync(question, cancel) is { } answer)
                {
                    return answer;
                }
            }
            else if (likeness == Likeness.Other && !await MoreAsync(_options.Lines.Quiet, cancel))
            {
                if (await TakeOddAsync(question, cancel) is { } answer)
                {
                    return answer;
                }
            }
        }
    }

    /// <summary>
    /// How long the line end of an answer may take that is whole without; how long what only ends like the first answer may turn out to be a late greeting; and
    /// how long FIN may take where the server may close after an answer, lest the next line meets a closed connection.
    /// </summary>
    private TimeSpan WaitAfter(AnswerCut cut) =>
        _connection.WasReopened || IsLateGreeting(cut) ? _options.Lines.Quiet
        : !_connection.HasAnswered ? (cut.IsTerminated ? _options.Lines.RawQuiet : _options.Lines.Quiet)
        : cut.IsTerminated || _sawBare ? TimeSpan.Zero
        : _options.Lines.Quiet;

    private bool IsLateGreeting(AnswerCut cut) => Pending.Span[..cut.Start].ContainsAnyExcept("\r\n\0"u8);

    /// <summary>Takes the line reversed; null if the line was asked again, because its line end came back reversed along.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> TakeAsync(Question question, AnswerCut cut, CancellationToken cancel)
    {
        var content = Pending.Slice(cut.Start, cut.Length);
        var front = Pending[..cut.Start];
        var isLateGreeting = IsLateGreeting(cut);
        if (isLateGreeting)
        {
            _notice($"the greeting came late: {Encoding.UTF8.GetString(front.Span)}");
        }

        var isEndInFront = !front.IsEmpty && !isLateGreeting && !_lastWasBare && !_isEndless;
        if (isEndInFront && !_keepsEnd && !_probesRaw && _repaired is null && _asked.Count == 1)
        {
            _repaired = content.ToArray();
            Take(cut);
            _notice(string.Create(
                CultureInfo.InvariantCulture,
                $"line {question.Number}: the line end came back reversed along, so the server takes what one read returns for a line: going on in raw, and asking line {question.Number} again"));
            (_isEndless, _probesRaw) = (true, true);
            Lines.Sending = Dialect.Raw;
            Lines.Write(question.Line.Span);
            await FlushAsync(cancel);
            return null;
        }

        if (question.Line.Length > 0)
        {
            _keepsEnd |= isEndInFront;
            (_sawEnds, _sawBare, _lastWasBare) = (_sawEnds || cut.IsTerminated, _sawBare || !cut.IsTerminated, !cut.IsTerminated);
        }

        _probesRaw = false;
        Take(cut);
        return Dequeue(content);
    }

    /// <summary>Nothing of the answer is wrong, but it is not whole.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> WaitAsync(Question question, CancellationToken cancel)
    {
        if (question.IsBlank && Pending.IsEmpty && !(_sawEnds && !_sawBare) && !HasEnded)
        {
            // Nobody knows whether this server answers a line without text.
            if (await MoreAsync(question.Line.IsEmpty ? _options.Lines.Quiet : Late, cancel))
            {
                return null;
            }

            if (!HasEnded)
            {
                _odd.AddUnlessEmpty(question);
                return Dequeue(default);
            }
        }
        else if (!Pending.IsEmpty && question.IsStripped(Pending.Span) && !HasEnded)
        {
            // The beginning of the answer, or all that strip() left of it.
            return !await MoreAsync(Late, cancel) && !HasEnded ? TakeAll(question) : null;
        }
        else if (_probesRaw && Pending.IsEmpty)
        {
            if (!await MoreAsync(WaitsForEnd, cancel) && !HasEnded)
            {
                _notice("the server did not answer a line without line end: going on in lf, and taking the line end off its answers");
                (_probesRaw, _isEndless) = (false, false);
                Lines.Sending = Dialect.Lf;
                Lines.EndLine();
                await FlushAsync(cancel);
            }
        }
        else
        {
            await MoreAsync(Timeout.InfiniteTimeSpan, cancel);
        }

        return HasEnded ? await EndedAsync(question, cancel) : null;
    }

    private async ValueTask<ReadOnlyMemory<byte>?> EndedAsync(Question question, CancellationToken cancel)
    {
        if (!Pending.Span.ContainsAnyExcept("\r\n\0"u8))
        {
            if (_connection.HasAnswered && await _connection.TryReopenAsync(_notice, cancel))
            {
                Lines.Sending = _isEndless ? Dialect.Raw : Dialect.Lf;
                _lastWasBare = false;
                await AskAgainAsync(cancel);
                return null;
            }

            if (_repaired is { } repaired && _probesRaw)
            {
                _probesRaw = false;
                return Dequeue(repaired);
            }

            throw Owed();
        }

        return TakeAll(question);
    }

    /// <summary>What came is not the line reversed. It is handed on all the same, if it can be told where it ends.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> TakeOddAsync(Question question, CancellationToken cancel)
    {
        if (_asked.Count > 1)
        {
            await AskOneByOneAsync(cancel);
            return null;
        }

        if (HasEnded || question.IsStripped(Pending.Span) || (!question.IsAscii && _connection.HasAnswered))
        {
            return TakeAll(question);
        }

        if ((!_connection.HasAnswered || !Question.TryFirstLine(Pending.Span, out _)) && await MoreAsync(Late, cancel))
        {
            return null;
        }

        if (Question.TryFirstLine(Pending.Span, out var cut))
        {
            var content = Pending[..cut.Length];
            _odd.Add(question, content.Span);
            _sawEnds = true;
            Take(cut);
            return Dequeue(content);
        }

        _odd.Add(question, Pending.Span);
        throw _odd.Undecided();
    }

    private ReadOnlyMemory<byte> TakeAll(Question question)
    {
        var content = Pending[..Question.Trimmed(Pending.Span).Length];
        if (question.IsAscii || question.IsStripped(content.Span))
        {
            _odd.Add(question, content.Span);
        }

        (_sawBare, _lastWasBare) = (_sawBare || content.Length == Pending.Length, content.Length == Pending.Length);
        Take(new(0, content.Length, Pending.Length, ""));
        return Dequeue(content);
    }

    /// <summary>Several lines came to the server in one read, and it took them for one.</summary>
    private async ValueTask AskOneByOneAsync(CancellationToken cancel)
    {
        while (await MoreAsync(_options.Lines.Quiet, cancel))
        {
            // Until all that it has to say about them is here.
        }

        _notice(string.Create(
            CultureInfo.InvariantCulture, $"line {_asked.Peek().Number}: the server took several lines for one: asking line by line from there on"));
        Take(new(0, 0, Pending.Length, ""));
        await AskAgainAsync(cancel);
    }

    /// <summary>Asks the first unanswered line again, and the others after its answer.</summary>
    private async ValueTask AskAgainAsync(CancellationToken cancel)
    {
        _cannotGoAhead = true;
        var first = _asked.Dequeue();
        while (_asked.TryDequeue(out var later))
        {
            _toAsk.Enqueue(later);
        }

        _bytesAsked = 0;
        Send(first);
        await FlushAsync(cancel);
    }

    private WireException Owed()
    {
        var owed = _asked.Count + _toAsk.Count;
        return new(CloseReason.PeerFinished, $"the server closed the connection and still owed {owed} of {Answered + owed} answers");
    }

    private void Send(Question question)
    {
        _asked.Enqueue(question);
        if (_connection.IsGone)
        {
            throw Owed();
        }

        _bytesAsked += question.Line.Length;
        Lines.Write(question.Line.Span);
    }

    private ReadOnlyMemory<byte> Dequeue(ReadOnlyMemory<byte> answer)
    {
        _bytesAsked -= _asked.Dequeue().Line.Length;
        _repaired = null;
        return answer;
    }

    private void Take(AnswerCut cut)
    {
        _connection.HasAnswered = true;
        Lines.Take(cut.Consumed);
    }

    /// <summary>Waits for more.</summary>
    /// <returns>False if nothing came in that time, or nothing can come any more.</returns>
    private async ValueTask<bool> MoreAsync(TimeSpan within, CancellationToken cancel)
    {
        if (HasEnded || within == TimeSpan.Zero)
        {
            return false;
        }

        try
        {
            return await Lines.ReceiveAsync(within, cancel) && !HasEnded;
        }
        catch (WireException broken) when (broken.Reason == CloseReason.PeerReset && _connection is { WasReopened: true, HasAnswered: true } && Pending.IsEmpty)
        {
            // It closed after its last answer, before the next line came: the same as FIN.
            _connection.WasReset = true;
            return false;
        }
    }
}
