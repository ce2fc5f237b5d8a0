namespace Tincan.Faults.Stages;

/// <summary>Decides which bytes of a direction a fault is done to: its triggers, and its ends that are counted.</summary>
internal sealed class FaultTrigger
{
    private readonly Fault _fault;
    private readonly StageContext _context;
    private readonly bool _isChosen;
    private readonly PatternFollower? _pattern;
    private bool _seen;
    private int _message;
    private bool _isMessageChosen;
    private int _countedMessage;
    private int _count;
    private bool? _wasMet;

    public FaultTrigger(StageContext context)
    {
        _context = context;
        _fault = context.Fault;
        _isChosen = _fault.Connections?.Contains(context.Connection) ?? true;
        if (_isChosen && _fault.IsOfConnections)
        {
            _isChosen = context.IsConnectionChosen;
        }

        _pattern = _fault.Seen is { } seen ? new PatternFollower(seen) : null;
        _seen = _pattern is null;
    }

    /// <summary>When the fault is over on this connection; never, while it was not done.</summary>
    public TimeSpan EndsAt { get; private set; } = Moment.Never;

    /// <summary>
    /// Whether an ending is met, which is no message and has no bytes: where only time decides, by its time; else with the bytes before it.
    /// </summary>
    public bool IsMet => IsOpen && (_wasMet is null || _fault.Count is null) ? IsDue : _wasMet ?? false;

    /// <summary>Whether the connection is chosen and no trigger waits for bytes to go by.</summary>
    public bool IsOpen => _isChosen && _fault is { Messages: null, Bytes: null, Seen: null } && (_fault.IsOfConnections || _fault.Probability >= 1);

    /// <summary>When the fault may begin, as far as time decides.</summary>
    public TimeSpan BeginsAt => _context.OpenedAt.Later(_fault.From);

    private bool IsDue => _context.Now >= BeginsAt;

    /// <summary>Cuts a chunk into what is met and what is not.</summary>
    public IEnumerable<(Chunk Chunk, bool IsMet)> Sort(Chunk chunk)
    {
        while (true)
        {
            var (length, isMet) = Next(chunk);
            if (isMet)
            {
                Meet(chunk);
            }

            _wasMet = isMet;
            yield return (chunk.Head(length), isMet);
            if (length == chunk.Bytes.Length)
            {
                yield break;
            }

            chunk = chunk.Tail(length);
        }
    }

    /// <summary>The fault is done from now on; its end is counted from here.</summary>
    public void Begin()
    {
        if (EndsAt == Moment.Never)
        {
            EndsAt = _context.Now.Later(_fault.For);
        }
    }

    /// <summary>How many bytes from the front have the same answer.</summary>
    private (int Length, bool IsMet) Next(Chunk chunk)
    {
        var all = chunk.Bytes.Length;
        if (!_seen)
        {
            var end = _pattern!.Follow(chunk.Bytes.Span);
            _seen = end >= 0;
            return (_seen ? end : all, false);
        }

        if (_fault.Bytes is { } range)
        {
            if (chunk.Offset < range.First)
            {
                return ((int)Math.Min(all, range.First - chunk.Offset), false);
            }

            if (chunk.Offset > range.Last)
            {
                return (all, false);
            }

            all = (int)Math.Min(all, range.Last - chunk.Offset + 1);
        }

        return (all, IsMessageMet(chunk.Message));
    }

    private bool IsMessageMet(int message)
    {
        if (!_isChosen || _fault.Messages?.Contains(message) == false || !IsDue)
        {
            return false;
        }

        if (_fault.IsOfConnections)
        {
            return true;
        }

        if (message != _message)
        {
            _message = message;
            _isMessageChosen = _fault.Probability >= 1 || _context.Chance.NextDouble() < _fault.Probability;
        }

        return _isMessageChosen && (_countedMessage == message || !(_count >= _fault.Count));
    }

    private void Meet(Chunk chunk)
    {
        if (!_fault.IsOfConnections)
        {
            // Another kind begins at a place that its stage looks for.
            Begin();
        }

        if (_countedMessage != chunk.Message)
        {
            _countedMessage = chunk.Message;
            _count++;
        }
    }
}
