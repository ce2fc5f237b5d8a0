namespace Tincan.Protocols.Reverse;

/// <summary>
/// Sends lines to a reverse server, and detects from the answers how it ends a message. The answer to a line is that line reversed, so it is recognised with
/// any line end, with none, and with a line end that was reversed, too.
/// </summary>
/// <remarks>
/// It begins in lf. A server that reverses the line end, too, takes each read for a line, so the client asks again in raw. If the server then does not answer,
/// it reads lines after all, and the client removes the line end from its answers. If the server closes after an answer, the client connects again.
/// An answer that is not the reversed line is returned, but the run fails at its end.
/// </remarks>
public sealed class SeekingReverseClient : IReverseClient
{
    private readonly ReverseConnection _connection;
    private readonly AskedLines _asked = new();
    private readonly AnswerEvidence _evidence = new();
    private readonly OddAnswers _odd = new();
    private readonly AnswerReader _answers;
    private readonly LinesAhead _ahead;

    /// <summary>Makes a client that owns its connections.</summary>
    /// <param name="first">A connection from which nothing was received yet.</param>
    /// <param name="connect">Connects again, if the server closes after an answer.</param>
    /// <param name="options">Greeting, lines ahead, limit and quiet times; the dialect is ignored.</param>
    /// <param name="notice">Called with a sentence for the user for each detected property of the server.</param>
    public SeekingReverseClient(Wire first, Func<CancellationToken, Task<Wire>> connect, ReverseClientOptions options, Action<string> notice)
    {
        _connection = new ReverseConnection(first, connect, options, notice);
        _answers = new AnswerReader(_connection, _asked, _evidence, _odd, new AnswerBuffers(_asked, _evidence, notice), options.Lines, notice);
        _ahead = new LinesAhead(_connection, _asked, _evidence, options.Ahead);
    }

    /// <summary>The number of answered lines.</summary>
    public long Answered => _asked.Answered;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Pending => _connection.CompareWithGreeting() == Likeness.Other ? _connection.Pending : default;

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> GreetAsync(CancellationToken cancel = default) => _connection.GreetAsync(cancel);

    /// <inheritdoc/>
    public async Task RunAsync(LineInput input, AnswerHandler answered, CancellationToken cancel = default)
    {
        while (true)
        {
            if (_asked.Sent == 0 && _asked.TryTakeLater(out var again))
            {
                Send(again);
            }
            else if (_asked.Sent == 0)
            {
                var line = await input.ReadAsync(cancel);
                if (line.IsEnd)
                {
                    break;
                }

                if (!_ahead.IsReady)
                {
                    await AskAsync(line.Content, answered);
                }
                else
                {
                    await _ahead.RunAsync(line.Content, input, answered, cancel);
                }
            }

            await _connection.FlushAsync(cancel);
            if (_asked.Sent > 0)
            {
                await answered(await _answers.ReadAsync(cancel), more: false);
                _asked.Complete();
                _connection.SendsAhead &= _asked.Sent > 0;
            }
        }

        _odd.ThrowIfAny(Answered);
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(CancellationToken cancel = default) => _connection.FinishAsync(cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private ValueTask AskAsync(ReadOnlyMemory<byte> line, AnswerHandler answered)
    {
        if (line.IsEmpty && (_connection.Sending == Dialect.Raw || _evidence.IsAlwaysBare))
        {
            // An empty answer without a line end is no bytes at all: both sides would wait forever.
            _asked.Skip();
            return answered(line, more: false);
        }

        Send(new Question(line.ToArray(), _asked.NextNumber));
        return ValueTask.CompletedTask;
    }

    private void Send(Question question)
    {
        _asked.Add(question);
        if (_connection.IsGone)
        {
            throw _asked.Unanswered();
        }

        _connection.Write(question.Line.Span);
    }
}
