namespace Tincan.Protocols.Reverse;

/// <summary>
/// Sends many lines at once to a server whose answers can be predicted, and compares whole receives with them. It begins with two lines, and doubles their number
/// as long as every answer is right.
/// </summary>
/// <remarks>
/// After anything unexpected, or a silence, the unanswered lines are left in <see cref="AskedLines"/> as sent, and what has arrived stays pending.
/// </remarks>
internal sealed class LinesAhead(ReverseConnection connection, AskedLines asked, AnswerEvidence evidence, int? most)
{
    /// <summary>The most unanswered bytes: more gains nothing.</summary>
    private const int MaxBytes = 64 * 1024;

    /// <summary>After this long without an answer, the lines are waited for one by one.</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly ByteQueue _lines = new();
    private readonly ByteQueue _expected = new();
    private int _window = 2;
    private int _unanswered;
    private int _answered;

    /// <summary>Whether several lines may be sent at once now.</summary>
    public bool IsReady =>
        most != 1 && evidence.MayGoAhead && evidence.Steady.Count >= (most is null ? SteadyAnswers.Many : 1)
        && connection.Sending != Dialect.Raw && connection.Pending.IsEmpty;

    /// <summary>Sends a line and those after it that the input has without waiting, and passes on the answers.</summary>
    public async ValueTask RunAsync(ReadOnlyMemory<byte> line, LineInput input, AnswerHandler answered, CancellationToken cancel)
    {
        Write(line.Span);
        var sending = Task.CompletedTask;
        while (true)
        {
            // A server that does not read may have to send first.
            if (sending.IsCompleted)
            {
                Fill(input);
                connection.SendsAhead |= _unanswered > 1;
                sending = connection.FlushAsync(cancel).AsTask();
            }

            if (_unanswered == 0)
            {
                return;
            }

            var hasMore = await connection.ReceiveAsync(Silence, cancel);
            var isRight = await PassOnAsync(answered);
            connection.SendsAhead &= _unanswered > 0;
            if (!isRight || !hasMore)
            {
                await sending;
                Leave();
                return;
            }
        }
    }

    /// <summary>Sends half a window at a time, so that the server has always something to do.</summary>
    private void Fill(LineInput input)
    {
        if (_answered >= _window)
        {
            (_window, _answered) = (_window * 2, 0);
        }

        var window = Math.Min(_window, most ?? int.MaxValue);
        if (_unanswered > window / 2 || _lines.Count > MaxBytes / 2)
        {
            return;
        }

        while (_unanswered < window && _lines.Count < MaxBytes && input.TryRead(out var line))
        {
            Write(line.Span);
        }
    }

    private void Write(ReadOnlySpan<byte> line)
    {
        connection.Write(line);
        _lines.Write(line);
        _lines.Write("\n"u8);
        evidence.Steady.WriteAnswer(line, _expected);
        _unanswered++;
    }

    /// <summary>Passes on the answers that have arrived; false after an unexpected byte.</summary>
    private async ValueTask<bool> PassOnAsync(AnswerHandler answered)
    {
        var pending = connection.Pending;
        var right = pending.Span.CommonPrefixLength(_expected.Span);
        var answers = pending[..(pending.Span[..right].LastIndexOf((byte)'\n') + 1)];
        connection.Take(answers.Length);
        _expected.Take(answers.Length);
        while (!answers.IsEmpty)
        {
            var end = answers.Span.IndexOf((byte)'\n') + 1;
            var answer = answers[..(end - evidence.Steady.End.Length)];
            answers = answers[end..];
            _lines.Take(_lines.Span.IndexOf((byte)'\n') + 1);
            (_unanswered, _answered) = (_unanswered - 1, _answered + 1);
            asked.Skip();
            await answered(answer, !answers.IsEmpty);
        }

        return right == pending.Length;
    }

    private void Leave()
    {
        while (_unanswered > 0)
        {
            var end = _lines.Span.IndexOf((byte)'\n');
            asked.Add(new Question(_lines.Span[..end].ToArray(), asked.NextNumber));
            _lines.Take(end + 1);
            _unanswered--;
        }

        _expected.Clear();
    }
}
