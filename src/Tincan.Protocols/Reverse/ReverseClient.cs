namespace Tincan.Protocols.Reverse;

/// <summary>Sends lines to a reverse server in a given dialect, and passes on the answers in order.</summary>
/// <param name="wire">A connection from which nothing was received yet. The client does not own it.</param>
/// <param name="options">The options.</param>
public sealed class ReverseClient(Wire wire, ReverseClientOptions options) : IReverseClient, IDisposable
{
    /// <summary>
    /// The most unanswered bytes when lines are sent ahead. Smaller than any socket buffer, so that client and server cannot both block in send, each waiting
    /// for the other to read.
    /// </summary>
    internal const int MaxAhead = 16 * 1024;

    private readonly LineChannel _lines = new(wire, options.Lines);
    private readonly byte[] _greeting = Encoding.UTF8.GetBytes(options.Greeting);
    private readonly Queue<int> _unanswered = new();
    private readonly int _ahead = options.Ahead ?? 1;
    private int _bytesUnanswered;

    private OwedGreeting _owed;

    /// <summary>The number of answered lines.</summary>
    public long Answered { get; private set; }

    /// <summary>The number of unanswered lines.</summary>
    public int Unanswered => _unanswered.Count;

    /// <summary>The incomplete answer that has arrived so far.</summary>
    public ReadOnlyMemory<byte> Pending => _lines.Pending[LateGreetingIn(_lines.Pending, isWhole: false)..];

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> GreetAsync(CancellationToken cancel = default)
    {
        var greeting = await _lines.ReadGreetingAsync(_greeting, cancel);
        _owed = new OwedGreeting(_greeting, greeting.Span);
        return greeting;
    }

    /// <inheritdoc/>
    public async Task RunAsync(LineInput input, AnswerHandler answered, CancellationToken cancel = default)
    {
        var line = await input.ReadAsync(cancel);
        while (!line.IsEnd)
        {
            var more = true;
            while (more)
            {
                await AskAsync(line.Content, answered);
                more = HasRoom && input.TryRead(out line);
            }

            await _lines.FlushAsync(cancel);
            while (_unanswered.Count > 0 && (!HasRoom || HasAnswer))
            {
                await PassOnAsync(answered, cancel);
            }

            // Show the answers before the user types the next line.
            var next = input.ReadAsync(cancel).AsTask();
            while (_unanswered.Count > 0 && !next.IsCompleted)
            {
                await PassOnAsync(answered, cancel);
            }

            line = await next;
        }

        while (_unanswered.Count > 0)
        {
            await PassOnAsync(answered, cancel);
        }
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(CancellationToken cancel = default) => wire.FinishAsync(cancel);

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private bool HasRoom => _unanswered.Count < _ahead && _bytesUnanswered < MaxAhead && _lines.Dialect != Dialect.Raw;

    /// <summary>Whether another answer has arrived.</summary>
    private bool HasAnswer => _lines.Pending.Span.Contains((byte)(_lines.Dialect == Dialect.Nul ? '\0' : '\n'));

    private async ValueTask PassOnAsync(AnswerHandler answered, CancellationToken cancel)
    {
        var answer = await AnswerAsync(cancel);
        await answered(answer, _unanswered.Count > 0 && HasAnswer);
    }

    private ValueTask AskAsync(ReadOnlyMemory<byte> line, AnswerHandler answered)
    {
        if (line.IsEmpty && _lines.Dialect == Dialect.Raw)
        {
            // An empty line in raw is no bytes at all: both sides would wait forever.
            Answered++;
            return answered(line, more: false);
        }

        _lines.Write(line.Span);
        _unanswered.Enqueue(line.Length);
        _bytesUnanswered += line.Length;
        return ValueTask.CompletedTask;
    }

    private async ValueTask<ReadOnlyMemory<byte>> AnswerAsync(CancellationToken cancel)
    {
        var asked = _unanswered.Peek();
        var (answer, isWhole) = await ReadAsync(cancel);
        while (!_owed.IsOver && (!isWhole || answer.Length != asked) && LateGreetingIn(answer, isWhole) is > 0 and var late)
        {
            _owed.Take(late);
            if (isWhole || answer.Length > late)
            {
                answer = answer[late..];
                break;
            }

            (answer, isWhole) = await ReadAsync(cancel);
        }

        _owed = default;
        _unanswered.Dequeue();
        _bytesUnanswered -= asked;
        Answered++;
        return answer;
    }

    /// <summary>The number of bytes at the front that belong to a late greeting, which may be coalesced with an answer.</summary>
    /// <param name="came">What has arrived.</param>
    /// <param name="isWhole">Whether it ended with a terminator, so that it contains an answer.</param>
    private int LateGreetingIn(ReadOnlyMemory<byte> came, bool isWhole) => isWhole && !_owed.IsWholeIn(came.Span) ? 0 : _owed.In(came.Span);

    /// <returns>The content, and whether it ended with a terminator.</returns>
    private async ValueTask<(ReadOnlyMemory<byte> Content, bool IsWhole)> ReadAsync(CancellationToken cancel)
    {
        var answer = await _lines.ReadAsync(cancel);
        return answer.IsEnd
            ? throw new WireException(
                CloseReason.PeerFinished, $"the server closed the connection before it had sent {_unanswered.Count} of {Answered + _unanswered.Count} answers")
            : (answer.Content, _lines.Dialect != Dialect.Raw && !answer.IsUnfinished);
    }
}
