namespace Tincan.Protocols.Names;

/// <summary>
/// A connection to a table server for the questions of many clients at once: none waits for the answers to the others, and the name in an answer tells which
/// question it belongs to. Guarded by the lock of its <see cref="Upstream"/>.
/// </summary>
/// <remarks>
/// It begins with a trial, because many programs take what one read returns for one name, or only its first line. The name that the connection has just
/// answered is sent three times, the third time in two parts: <c>name \n name \n na</c>, and after two answers <c>me \n</c>. Only a program that reads lines
/// and ends its answers answers all three. No client waits for these answers.
/// </remarks>
/// <param name="connection">A connection on which the server has just answered.</param>
/// <param name="name">The name that it has answered, at least 2 bytes.</param>
/// <param name="gate">The lock.</param>
/// <param name="time">The clock.</param>
[SuppressMessage("Design", "CA1001", Justification = "The buffers are only memory of a pool, and a send may still use one.")]
internal sealed class SharedConnection(TableConnection connection, ReadOnlySpan<byte> name, Lock gate, TimeProvider time) : IThreadPoolWorkItem
{
    /// <summary>The longest time that a question should wait for those before it. If it would be longer, it gets a connection of its own.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(5);

    /// <summary>A server that has not answered for so long is slow. This is longer than the pauses of a busy machine.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(20);

    private const int Most = 256;
    private const int AnswersOfTrial = 3;

    private readonly byte[] _tried = name.ToArray();
    private readonly List<Waiting> _waiting = [];
    private SendBuffer _unsent = new(connection.Wire);
    private SendBuffer _sending = new(connection.Wire);
    private bool _isFlushing;
    private int _trialAnswers;
    private long _lastAnswer = time.GetTimestamp();

    /// <summary>How many of the first questions were skipped: a later one was answered before them.</summary>
    private int _skipped;

    /// <summary>How long the server takes for a question: a moving average, in ticks of the clock's timestamp.</summary>
    private double _perQuestion;

    public TableConnection Connection { get; } = connection;

    public Dialect Dialect { get; } = connection.Dialect;

    /// <summary>Whether the connection is not closed.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Whether the trial is still under way.</summary>
    public bool IsOnTrial => _trialAnswers < AnswersOfTrial;

    /// <summary>Whether the server has answered differently than one that reads and writes lines.</summary>
    public bool HasFailed { get; private set; }

    private int Torn => _tried.Length / 2;

    /// <summary>Begins the trial. Call <see cref="Send"/> after it.</summary>
    public void BeginTrial()
    {
        for (var i = 1; i < AnswersOfTrial; i++)
        {
            Write(_tried);
        }

        _unsent.Write(_tried.AsSpan(0, Torn));
    }

    /// <summary>Whether a question would be answered soon.</summary>
    public bool MayTake()
    {
        var ahead = _waiting.Count - _skipped;
        return !IsOnTrial && !HasFailed && _waiting.Count < Most && !_unsent.IsFull
            && ahead * _perQuestion <= LongestWait.TotalSeconds * time.TimestampFrequency
            && (ahead == 0 || time.GetElapsedTime(Math.Max(_lastAnswer, _waiting[_skipped].AskedAt)) <= LongestPause);
    }

    /// <summary>Adds a question. Call <see cref="Send"/> after it.</summary>
    public void Add(Question question)
    {
        _waiting.Add(new Waiting(question, NameBytes.Comparer.GetHashCode(question.Name), time.GetTimestamp()));
        Write(question.Name);
    }

    /// <summary>Sends the unsent questions in one send, after the current events of this thread. Call it without the lock.</summary>
    public void Send()
    {
        lock (gate)
        {
            if (_isFlushing || _unsent.Count == 0)
            {
                return;
            }

            _isFlushing = true;
        }

        Scheduling.AfterEvents(this);
    }

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    /// <summary>Finds the answer at the front of what has been received.</summary>
    public AnswerCut Cut(ReadOnlySpan<byte> bytes, bool isOver)
    {
        var at = IsOnTrial ? -1 : Find(AnswerFramer.NameAtFront(bytes));
        var cut = AnswerFramer.Cut(bytes, IsOnTrial ? _tried : at < 0 ? default : _waiting[at].Question.Name);
        return cut.State != AnswerState.MayEnd ? cut : cut with { State = isOver && !cut.IsTorn ? AnswerState.Whole : AnswerState.Partial };
    }

    /// <summary>Takes an answer. One that nobody waits for is dropped. Call <see cref="Send"/> after it.</summary>
    /// <returns>The question that is settled by it; null if none is.</returns>
    public Question? Take(int index, AnswerCut cut, ReadOnlySpan<byte> bytes)
    {
        if (IsOnTrial)
        {
            TakeTrial(cut, bytes);
            return null;
        }

        var at = Find(cut.Name(bytes));
        if (at < 0 || cut.End <= cut.BodyStart)
        {
            return null;
        }

        var (question, _, askedAt, _) = _waiting[at];
        Measure(askedAt);
        RemoveAt(at, index);
        _skipped = at;
        return question.TryTake(cut, bytes) ? question : null;
    }

    /// <summary>Removes a question, answered or not.</summary>
    /// <param name="question">The question.</param>
    /// <param name="index">The index of the table server.</param>
    /// <returns>Whether it was skipped.</returns>
    public bool Remove(Question question, int index)
    {
        var at = _waiting.FindIndex(waiting => waiting.Question == question);
        var isSkipped = at < _skipped;
        RemoveAt(at, index);
        return isSkipped;
    }

    /// <summary>Takes the questions that have waited too long, each once.</summary>
    /// <param name="stall">How long is too long.</param>
    /// <param name="stalled">They are added to it.</param>
    /// <returns>Whether others still wait.</returns>
    public bool TakeStalled(TimeSpan stall, List<Question> stalled)
    {
        var others = false;
        for (var at = 0; at < _waiting.Count; at++)
        {
            var waiting = _waiting[at];
            if (!waiting.IsStalled && time.GetElapsedTime(waiting.AskedAt) >= stall)
            {
                _waiting[at] = waiting with { IsStalled = true };
                stalled.Add(waiting.Question);
            }

            others |= !_waiting[at].IsStalled;
        }

        return others;
    }

    /// <summary>Takes all questions that are not answered.</summary>
    public List<Question> TakeAll(int index)
    {
        List<Question> all = [.. _waiting.Where(static waiting => !waiting.IsStalled && waiting.Question.IsOpen).Select(static waiting => waiting.Question)];
        while (_waiting.Count > 0)
        {
            RemoveAt(_waiting.Count - 1, index);
        }

        return all;
    }

    private void Write(ReadOnlySpan<byte> one)
    {
        _unsent.Write(one);
        _unsent.Write(Dialect.Terminator());
    }

    private void TakeTrial(AnswerCut cut, ReadOnlySpan<byte> bytes)
    {
        HasFailed |= !cut.IsRecord || !cut.IsFor(_tried, bytes) || !bytes[cut.End..cut.Consumed].SequenceEqual(Dialect.Terminator());
        _trialAnswers++;
        if (_trialAnswers == AnswersOfTrial - 1 && !HasFailed)
        {
            _perQuestion = time.GetTimestamp() - _lastAnswer;
            Write(_tried.AsSpan(Torn));
        }

        _lastAnswer = time.GetTimestamp();
    }

    /// <summary>Notes how long the server took for a question that waited for the one before it. Others show how far the server is, not how fast.</summary>
    private void Measure(long askedAt)
    {
        var now = time.GetTimestamp();
        if (askedAt <= _lastAnswer)
        {
            _perQuestion += (now - _lastAnswer - _perQuestion) / 64;
        }

        _lastAnswer = now;
    }

    private int Find(ReadOnlySpan<byte> one)
    {
        var hash = NameBytes.Comparer.GetHashCode(one);
        for (var at = 0; at < _waiting.Count; at++)
        {
            if (_waiting[at].Hash == hash && NameBytes.Same(_waiting[at].Question.Name, one))
            {
                return at;
            }
        }

        return -1;
    }

    private void RemoveAt(int at, int index)
    {
        _waiting[at].Question.IsShared[index] = false;
        _waiting.RemoveAt(at);
        _skipped -= at < _skipped ? 1 : 0;
    }

    private async Task FlushAsync()
    {
        try
        {
            while (TakeUnsent())
            {
                await _sending.FlushAsync(Connection.Stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is being closed.
        }
        catch (WireException)
        {
            Connection.Fail();
        }
    }

    private bool TakeUnsent()
    {
        lock (gate)
        {
            (_sending, _unsent) = (_unsent, _sending);
            return _isFlushing = _sending.Count > 0;
        }
    }

    private readonly record struct Waiting(Question Question, int Hash, long AskedAt, bool IsStalled = false);
}
