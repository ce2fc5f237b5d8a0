namespace Tincan.Protocols.Reverse;

/// <summary>
/// Asks a reverse server line by line, and finds out from its answers how it ends a message: the answer to a line is that line reversed, so
/// it is recognised with any line end, with none, and with one that was reversed along.
/// </summary>
/// <remarks>
/// It begins in lf. A server that reverses the line end along takes what one read returns for a line, so it is asked again in raw; if it then does not answer,
/// it reads whole lines after all, and the line end is taken off its answers. A server that closes after an answer is connected to again.
/// An answer that is not the line reversed is returned and makes the run fail at its end.
/// </remarks>
public sealed class SeekingReverseClient : IReverseClient
{
    private readonly int _ahead;
    private readonly ReverseConnection _connection;
    private readonly AskedLines _asked = new();
    private readonly AnswerEvidence _evidence = new();
    private readonly OddAnswers _odd = new();
    private readonly AnswerReader _answers;

    /// <summary>Speaks to a server.</summary>
    /// <param name="first">A connection on which nothing was received yet; it is closed with this.</param>
    /// <param name="connect">Connects again to a server that closes after an answer.</param>
    /// <param name="options">Greeting, lines ahead, limit and quiet times; the dialect is ignored.</param>
    /// <param name="notice">Receives a sentence for the user about each thing that was found out.</param>
    public SeekingReverseClient(Wire first, Func<CancellationToken, Task<Wire>> connect, ReverseClientOptions options, Action<string> notice)
    {
        _ahead = options.Ahead;
        _connection = new ReverseConnection(first, connect, options, notice);
        _answers = new AnswerReader(_connection, _asked, _evidence, _odd, new AnswerBuffers(_asked, _evidence, notice), options.Lines, notice);
    }

    /// <summary>How many lines were answered.</summary>
    public long Answered => _asked.Answered;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Pending => _connection.CompareWithGreeting() == Likeness.Other ? _connection.Pending : default;

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> GreetAsync(CancellationToken cancel = default) => _connection.GreetAsync(cancel);

    /// <inheritdoc/>
    public async Task RunAsync(LineInput input, Func<ReadOnlyMemory<byte>, ValueTask> answered, CancellationToken cancel = default)
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

                await AskAsync(line.Content, answered);
            }

            while (HasRoom && input.TryRead(out var next))
            {
                await AskAsync(next.Content, answered);
            }

            await _connection.FlushAsync(cancel);
            if (_asked.Sent > 0)
            {
                await answered(await _answers.ReadAsync(cancel));
                _asked.Complete();
            }
        }

        _odd.ThrowIfAny(Answered);
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(CancellationToken cancel = default) => _connection.FinishAsync(cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private bool IsRaw => _connection.Sending == Dialect.Raw;

    private bool HasRoom => _asked.Sent == 0 || (_evidence.MayGoAhead && !IsRaw && _asked.HasRoom(_ahead));

    private ValueTask AskAsync(ReadOnlyMemory<byte> line, Func<ReadOnlyMemory<byte>, ValueTask> answered)
    {
        if (line.IsEmpty && (IsRaw || _evidence.IsAlwaysBare))
        {
            // A blank answer without a line end is no bytes at all: nothing would be sent, and both sides would wait for ever.
            _asked.Skip();
            return answered(line);
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
