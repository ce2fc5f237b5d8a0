namespace Tincan.Protocols.Names;

/// <summary>
/// Decides whether one connection to a table server takes the questions of all clients (<see cref="SharedConnection"/>), and finds out if the server loses
/// questions that way. Guarded by the lock of its <see cref="Upstream"/>.
/// </summary>
/// <remarks>
/// A table server is silent to unknown names, so a lost question looks like a miss. Therefore one that stays unanswered for a while is asked again on a
/// connection of its own. If it is answered there, the server has lost it or is slow, and all questions have connections of their own again.
/// </remarks>
/// <param name="index">The index of the table server.</param>
/// <param name="gate">The lock.</param>
/// <param name="deadline">How long a question waits for an answer.</param>
/// <param name="time">The clock.</param>
/// <param name="onTime">Called when a trial may be over, or a question may have waited too long.</param>
internal sealed class Sharing(int index, Lock gate, TimeSpan deadline, TimeProvider time, TimerCallback onTime) : IDisposable
{
    /// <summary>How many connections have answered when a trial begins: the server takes many at once, and many clients ask.</summary>
    public const int FewestConnections = 8;

    private static readonly TimeSpan TrialTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestStall = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>After this time without an answer, a question is asked again.</summary>
    private readonly TimeSpan _stall = deadline / 10 < LongestStall ? deadline / 10 : LongestStall;

    private readonly List<Question> _stalled = [];
    private ITimer? _timer;
    private bool _isScanning;
    private SharedConnection? _shared;
    private bool _isOver;

    /// <summary>When the next trial may begin, and how long to wait after it fails: twice as long each time, to a minute.</summary>
    private long _next = time.GetTimestamp();
    private TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Whether a trial may begin if there are enough connections.</summary>
    public bool MayTry => _shared is null && !_isOver && time.GetTimestamp() >= _next;

    /// <summary>Begins a trial.</summary>
    /// <param name="connection">A connection on which the server has just answered.</param>
    /// <param name="name">The name that it has answered.</param>
    /// <returns>The connection, to be sent on; null if it is not suitable.</returns>
    public SharedConnection? Try(TableConnection connection, ReadOnlySpan<byte> name)
    {
        if (!connection.AskedWithLineEnd || connection.AskedInRaw || connection.IsSending || name.Length < 2 || !IsSimple(name))
        {
            return null;
        }

        connection.Shared = _shared = new SharedConnection(connection, name, gate, time);
        _shared.BeginTrial();
        SetTimer(TrialTime);
        return _shared;
    }

    /// <summary>Asks a question on the shared connection.</summary>
    /// <param name="question">The question.</param>
    /// <param name="asking">Its dialect.</param>
    /// <returns>The connection, to be sent on; null if it needs one of its own.</returns>
    public SharedConnection? Add(Question question, Dialect asking)
    {
        if (_shared is null || _shared.Dialect != asking || !_shared.MayTake() || !IsSimple(question.Name))
        {
            return null;
        }

        _shared.Add(question);
        question.IsShared[index] = true;
        if (!_isScanning)
        {
            _isScanning = true;
            SetTimer(_stall / 2);
        }

        return _shared;
    }

    /// <summary>Removes a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="isAnsweredAlone">Whether a connection of its own has answered it first.</param>
    /// <returns>The other questions, to be asked on connections of their own; null if they need not.</returns>
    public List<Question>? Remove(Question question, bool isAnsweredAlone)
    {
        if (!question.IsShared[index])
        {
            return null;
        }

        var isLost = _shared!.Remove(question, index) && isAnsweredAlone;
        _isOver |= isLost;
        return isAnsweredAlone ? End(_shared) : null;
    }

    /// <summary>Ends sharing if this connection is shared.</summary>
    /// <returns>The questions that are not answered.</returns>
    public List<Question> End(SharedConnection shared)
    {
        if (_shared == shared)
        {
            (_shared, _next) = (null, time.GetTimestamp() + (long)(_pause.TotalSeconds * time.TimestampFrequency));
            _pause = _pause < LongestPause ? _pause * 2 : _pause;
            if (shared.IsOpen)
            {
                shared.Connection.Stop();
            }
        }

        return shared.TakeAll(index);
    }

    /// <summary>Ends a trial that takes too long, and finds questions that have waited too long.</summary>
    /// <returns>Questions to be asked on connections of their own. Valid until the next call.</returns>
    public List<Question> Scan()
    {
        _stalled.Clear();
        _isScanning = _shared is { IsOnTrial: false } && _shared.TakeStalled(_stall, _stalled);
        if (_isScanning)
        {
            SetTimer(_stall / 2);
        }
        else if (_shared is { IsOnTrial: true })
        {
            End(_shared);
        }

        return _stalled;
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>Whether the name in an answer certainly ends where this name ends.</summary>
    private static bool IsSimple(ReadOnlySpan<byte> name) => name.Length <= 255 && name.IndexOfAnyInRange((byte)0, (byte)' ') < 0;

    private void SetTimer(TimeSpan due)
    {
        _timer ??= time.CreateTimer(onTime, state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }
}
