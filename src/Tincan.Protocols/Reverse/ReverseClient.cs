namespace Tincan.Protocols.Reverse;

/// <summary>Asks a reverse server line by line, in a dialect that is given, and hands on the answers in order.</summary>
public sealed class ReverseClient : IReverseClient, IDisposable
{
    /// <summary>
    /// How many bytes may be under way unanswered when lines are sent ahead. Smaller than any socket buffer, so that both sides cannot end up
    /// waiting for the other to receive.
    /// </summary>
    internal const int MaxAhead = 16 * 1024;

    private readonly Wire _wire;
    private readonly ReverseClientOptions _options;
    private readonly LineChannel _lines;
    private readonly byte[] _greeting;
    private readonly Queue<int> _unanswered = new();
    private int _bytesUnanswered;

    private OwedGreeting _owed;

    /// <summary>Speaks on a connection; the client does not own it.</summary>
    /// <param name="wire">A connection on which nothing was received yet.</param>
    /// <param name="options">How to speak.</param>
    public ReverseClient(Wire wire, ReverseClientOptions options)
    {
        _wire = wire;
        _options = options;
        _greeting = Encoding.UTF8.GetBytes(options.Greeting);
        _lines = new LineChannel(wire, options.Lines);
    }

    /// <summary>How many lines were answered.</summary>
    public long Answered { get; private set; }

    /// <summary>How many lines are still owed an answer.</summary>
    public int Unanswered => _unanswered.Count;

    /// <summary>What has come of an answer that is not whole yet.</summary>
    public ReadOnlyMemory<byte> Pending => _lines.Pending[LateGreetingIn(_lines.Pending, isWhole: false)..];

    /// <summary>Takes the greeting, if one comes. Call it first, once.</summary>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The greeting, or what has come of it, good until the next call; empty if none came.</returns>
    /// <exception cref="WireException">The connection broke; <see cref="WireException.CutOff"/> is what had come.</exception>
    public async Task<ReadOnlyMemory<byte>> GreetAsync(CancellationToken cancel = default)
    {
        var greeting = await _lines.ReadGreetingAsync(_greeting, cancel);
        _owed = new OwedGreeting(_greeting, greeting.Span);
        return greeting;
    }

    /// <summary>Sends each line of <paramref name="input"/> and hands each answer to <paramref name="answered"/>, in order.</summary>
    /// <param name="input">The lines.</param>
    /// <param name="answered">Takes an answer; its bytes are good until it returns.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="WireException">The server broke off while answers were owed; what had come was handed on.</exception>
    public async Task RunAsync(LineInput input, Func<ReadOnlyMemory<byte>, ValueTask> answered, CancellationToken cancel = default)
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
            while (_unanswered.Count > 0 && !HasRoom)
            {
                await answered(await AnswerAsync(cancel));
            }

            // Whoever types the next line sees the answers to those before it.
            var next = input.ReadAsync(cancel).AsTask();
            while (_unanswered.Count > 0 && !next.IsCompleted)
            {
                await answered(await AnswerAsync(cancel));
            }

            line = await next;
        }

        while (_unanswered.Count > 0)
        {
            await answered(await AnswerAsync(cancel));
        }
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(CancellationToken cancel = default) => _wire.FinishAsync(cancel);

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private bool HasRoom => _unanswered.Count < _options.Ahead && _bytesUnanswered < MaxAhead && _lines.Dialect != Dialect.Raw;

    private ValueTask AskAsync(ReadOnlyMemory<byte> line, Func<ReadOnlyMemory<byte>, ValueTask> answered)
    {
        if (line.IsEmpty && _lines.Dialect == Dialect.Raw)
        {
            // A blank line in raw is no bytes at all: nothing would travel, and both sides would wait for ever.
            Answered++;
            return answered(line);
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

    /// <summary>How much of what came is the greeting, or its rest, that comes late: coalesced to an answer, or in pieces of its own.</summary>
    /// <param name="came">What came.</param>
    /// <param name="isWhole">A terminator has ended it, so that it holds an answer.</param>
    private int LateGreetingIn(ReadOnlyMemory<byte> came, bool isWhole) => isWhole && !_owed.IsWholeIn(came.Span) ? 0 : _owed.In(came.Span);

    /// <returns>What came, and whether a terminator has ended it.</returns>
    private async ValueTask<(ReadOnlyMemory<byte> Content, bool IsWhole)> ReadAsync(CancellationToken cancel)
    {
        var answer = await _lines.ReadAsync(cancel);
        return answer.IsEnd
            ? throw new WireException(
                CloseReason.PeerFinished, $"the server closed the connection and still owed {_unanswered.Count} of {Answered + _unanswered.Count} answers")
            : (answer.Content, _lines.Dialect != Dialect.Raw && !answer.IsUnfinished);
    }
}
