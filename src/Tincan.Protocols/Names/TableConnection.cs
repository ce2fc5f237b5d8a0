namespace Tincan.Protocols.Names;

/// <summary>
/// One connection to a table server. It is asked one question at a time, and receives all the time, so that a late answer is read, and thrown away,
/// when it comes; the name tells answers apart. What is not private is guarded by the lock of its <see cref="Upstream"/>.
/// </summary>
internal sealed class TableConnection(Upstream server, Wire wire, LineOptions lines) : IDisposable
{
    /// <summary>How long a table server on a busy machine may take to read a question.</summary>
    private static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(1);

    /// <summary>How many times a question is sent that the server may have read together with another.</summary>
    private const int MostTimesAsked = 3;

    private readonly ReceiveBuffer _received = new(wire);
    private readonly SendBuffer _sending = new(wire);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When the present question, or the last one, was given to it.</summary>
    private long _begun;
    private int _timesAsked;

    /// <summary>The question whose answer is awaited.</summary>
    public Question? Question { get; set; }

    /// <summary>Another question had been asked before this one, so a connection that is lost may have been lost before this question came.</summary>
    public bool WasUsed { get; private set; }

    /// <summary>The table server has answered on it: it is not one that waits to be accepted.</summary>
    public bool HasAnswered { get; set; }

    /// <summary>This question was asked with a line end.</summary>
    public bool AskedWithLineEnd { get; private set; }

    /// <summary>This question was asked without a line end.</summary>
    public bool AskedInRaw { get; private set; }

    /// <summary>The last question has not been answered, so far as is known.</summary>
    public bool IsOwing { get; set; }

    /// <summary>
    /// This question followed so soon upon one that was not answered that a server which takes one read for a name may have read both as one. It is asked
    /// again if nobody answers, and then once more, because the server may not have had the processor in between.
    /// </summary>
    public bool MayHaveRunTogether { get; private set; }

    /// <summary>A question is being sent; half of it may be on its way.</summary>
    public bool IsSending { get; set; }

    /// <summary>This question was given to it while another was still being sent, and is sent after that one.</summary>
    public bool WaitsToSend { get; private set; }

    /// <summary>The dialect of the last question; auto before the first.</summary>
    public Dialect Dialect { get; private set; }

    /// <summary>Gives it its next question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="index">Which of the table servers this is.</param>
    public void Begin(Question question, int index)
    {
        question.Connections[index] = this;
        WasUsed = Dialect != Dialect.Auto;
        MayHaveRunTogether = IsOwing && WasUsed && lines.Time.GetElapsedTime(_begun) < TimeToRead;
        (Question, AskedWithLineEnd, AskedInRaw, WaitsToSend, _timesAsked) = (question, false, false, IsSending, 0);
        (IsOwing, _begun) = (true, lines.Time.GetTimestamp());
    }

    /// <summary>Notes how the question is sent.</summary>
    /// <returns>Whether the question before it had no line end, and gets it now, in case the server still waits for it.</returns>
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
    /// <param name="dialect">How it ends.</param>
    /// <param name="endLast">What <see cref="Asked"/> has returned.</param>
    public async Task SendAsync(byte[] name, Dialect dialect, bool endLast)
    {
        if (endLast)
        {
            _sending.Write(dialect.Terminator());
        }

        _sending.Write(name);
        _sending.Write(dialect.Terminator());
        await _sending.FlushAsync(_stop.Token);
    }

    /// <summary>Ends when the wire is closed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Receives answers until the connection ends or is stopped.</summary>
    public void Start() => _ = RunAsync();

    /// <summary>Ends it; its wire is closed soon after.</summary>
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

        // FIN, not RST: a simple peer takes RST for a crash.
        await wire.FinishAsync();
        await wire.DisposeAsync();
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
