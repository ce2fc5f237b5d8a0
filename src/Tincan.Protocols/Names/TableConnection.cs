namespace Tincan.Protocols.Names;

/// <summary>
/// One connection to a table server, for one question at a time. It receives all the time, so that a late answer is read and dropped when it arrives; the
/// name shows which question an answer belongs to. Non-private members are guarded by the lock of its <see cref="Upstream"/>.
/// </summary>
internal sealed class TableConnection(IAnswerReader server, Wire wire, LineOptions lines) : IDisposable
{
    /// <summary>The longest time that a table server on a busy machine takes to read a question.</summary>
    private static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(1);

    /// <summary>The most times a question is sent, if the server may have read it together with another.</summary>
    private const int MostTimesAsked = 3;

    private readonly ReceiveBuffer _received = new(wire);
    private readonly SendBuffer _sending = new(wire);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When the current or last question began.</summary>
    private long _begun;
    private int _timesAsked;

    /// <summary>The current question; null if idle.</summary>
    public Question? Question { get; set; }

    /// <summary>The questions that share the connection; null if it is for one at a time.</summary>
    public SharedConnection? Shared { get; set; }

    public Wire Wire { get; } = wire;

    /// <summary>Cancelled when the connection is to be closed.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Whether there was an earlier question: a lost connection may then have been lost before this question arrived.</summary>
    public bool WasUsed { get; private set; }

    /// <summary>Whether the table server has answered on it, so that it is certainly accepted.</summary>
    public bool HasAnswered { get; set; }

    /// <summary>Whether this question was sent with a line end.</summary>
    public bool AskedWithLineEnd { get; private set; }

    /// <summary>Whether this question was sent without a line end.</summary>
    public bool AskedInRaw { get; private set; }

    /// <summary>Whether an answer to the last question is still expected.</summary>
    public bool IsOwing { get; set; }

    /// <summary>
    /// Whether this question followed an unanswered one so closely that a server that takes each read for a name may have read both as one. It is then asked
    /// again, and once more, because the server may not have run in between.
    /// </summary>
    public bool MayHaveRunTogether { get; private set; }

    /// <summary>Whether this question was sent more than once.</summary>
    public bool WasAskedAgain => _timesAsked > 1;

    /// <summary>Whether a send is in progress; a part of the question may have been sent.</summary>
    public bool IsSending { get; set; }

    /// <summary>Whether this question waits for the send of another one.</summary>
    public bool WaitsToSend { get; private set; }

    /// <summary>The dialect of the last question; auto before the first.</summary>
    public Dialect Dialect { get; private set; }

    /// <summary>Begins the next question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="index">The index of the table server.</param>
    public void Begin(Question question, int index)
    {
        question.Connections[index] = this;
        WasUsed = Dialect != Dialect.Auto;
        MayHaveRunTogether = IsOwing && WasUsed && lines.Time.GetElapsedTime(_begun) < TimeToRead;
        (Question, AskedWithLineEnd, AskedInRaw, WaitsToSend, _timesAsked) = (question, false, false, IsSending, 0);
        (IsOwing, _begun) = (true, lines.Time.GetTimestamp());
    }

    /// <summary>Notes how the question is sent.</summary>
    /// <returns>Whether to send a line end first for the question before, which had none, in case the server still waits for it.</returns>
    public bool Asked(Dialect dialect)
    {
        var endLast = Dialect == Dialect.Raw && dialect != Dialect.Raw;
        (Dialect, IsSending) = (dialect, true);
        MayHaveRunTogether &= ++_timesAsked < MostTimesAsked;
        AskedInRaw |= dialect == Dialect.Raw;
        AskedWithLineEnd |= dialect != Dialect.Raw;
        return endLast;
    }

    /// <summary>Sends a question.</summary>
    /// <param name="name">The name.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="endLast">The result of <see cref="Asked"/>.</param>
    public ValueTask SendAsync(ReadOnlySpan<byte> name, Dialect dialect, bool endLast)
    {
        if (endLast)
        {
            _sending.Write(dialect.Terminator());
        }

        _sending.Write(name);
        _sending.Write(dialect.Terminator());
        return _sending.FlushAsync(_stop.Token);
    }

    /// <summary>Closes the connection because a send has failed.</summary>
    public void Fail() => server.Fail(this);

    /// <summary>Completes when the wire is closed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Receives answers until the connection ends or is stopped.</summary>
    public void Start() => _ = RunAsync();

    /// <summary>Begins to close the connection.</summary>
    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        WireException? broken = null;
        try
        {
            await ReceiveAsync();
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
        catch (WireException error)
        {
            broken = error;
        }

        // FIN, not RST: simple programs take an RST for a crash.
        await Wire.FinishAsync();
        await Wire.DisposeAsync();
        _received.Dispose();
        server.Lost(this, broken);
        _ended.SetResult();
    }

    private async Task ReceiveAsync()
    {
        var isQuiet = false;
        while (true)
        {
            var bytes = _received.Unread;
            var cut = server.Cut(this, bytes.Span, isOver: isQuiet || _received.Ended);
            if (cut.State == AnswerState.Whole)
            {
                isQuiet = false;
                server.Take(this, cut, bytes.Span);
                _received.Consume(cut.Consumed);
                continue;
            }

            if (_received.Ended)
            {
                return;
            }

            LineFramer.ThrowIfTooLong(bytes.Length, lines.MaxLine);
            if (cut.State == AnswerState.MayEnd)
            {
                isQuiet = !await _received.ReceiveWithinAsync(Dialect == Dialect.Raw ? lines.RawQuiet : server.Quiet, lines.Time, _stop.Token);
            }
            else
            {
                await _received.ReceiveAsync(_stop.Token);
            }
        }
    }
}
