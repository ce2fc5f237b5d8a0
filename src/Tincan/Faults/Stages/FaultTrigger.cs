namespace Tincan.Faults.Stages;

/// <summary>Decides which bytes of a direction a fault applies to, by its triggers and its <see cref="Fault.Count"/>.</summary>
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
    private bool? _lastApplied;

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

    /// <summary>When the fault ends on this connection; never, until it has acted.</summary>
    public TimeSpan EndsAt { get; private set; } = Moment.Never;

    /// <summary>
    /// Whether the fault applies to an ending, which has no bytes: if only time decides, by the time; otherwise, if it applied to the bytes before.
    /// </summary>
    public bool Applies => IsOpen && (_lastApplied is null || _fault.Count is null) ? IsDue : _lastApplied ?? false;

    /// <summary>Whether the connection is selected and no trigger depends on bytes.</summary>
    public bool IsOpen => _isChosen && _fault is { Messages: null, MessageName: null, Bytes: null, Seen: null } && (_fault.IsOfConnections || _fault.Probability >= 1);

    /// <summary>The earliest time at which the fault may act.</summary>
    public TimeSpan BeginsAt => _context.OpenedAt.Later(_fault.From);

    private bool IsDue => _context.Now >= BeginsAt;

    /// <summary>Divides a chunk into the parts that the fault applies to and the others.</summary>
    public IEnumerable<(Chunk Chunk, bool Applies)> Divide(Chunk chunk)
    {
        while (true)
        {
            var (length, applies) = Next(chunk);
            if (applies)
            {
                MarkApplied(chunk);
            }

            _lastApplied = applies;
            yield return (chunk.Head(length), applies);
            if (length == chunk.Bytes.Length)
            {
                yield break;
            }

            chunk = chunk.Tail(length);
        }
    }

    /// <summary>The fault acts from now on: <see cref="Fault.For"/> begins to run.</summary>
    public void Begin()
    {
        if (EndsAt == Moment.Never)
        {
            EndsAt = _context.Now.Later(_fault.For);
        }
    }

    /// <summary>The length of the first part, and whether the fault applies to it.</summary>
    private (int Length, bool Applies) Next(Chunk chunk)
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

        return (all, HasName(chunk.Name) && AppliesToMessage(chunk.Message));
    }

    private bool HasName(string? name) => _fault.MessageName?.ToString() is not { } asked
        || (name is not null && name.StartsWith(asked, StringComparison.Ordinal) && (name.Length == asked.Length || !char.IsLetterOrDigit(name[asked.Length])));

    private bool AppliesToMessage(int message)
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

    private void MarkApplied(Chunk chunk)
    {
        if (!_fault.IsOfConnections)
        {
            // A fault of connections begins at a point that its stage finds.
            Begin();
        }

        if (_countedMessage != chunk.Message)
        {
            _countedMessage = chunk.Message;
            _count++;
        }
    }
}
