namespace Tincan.Protocols.Reverse;

/// <summary>Tracks the lines of the input: how many were answered, which are unanswered, and which have to be sent again.</summary>
internal sealed class AskedLines
{
    private readonly Queue<Question> _sent = new();
    private readonly Queue<Question> _later = new();
    private readonly Queue<Question> _twice = new();

    /// <summary>The number of answered lines.</summary>
    public long Answered { get; private set; }

    /// <summary>The number of lines that were sent and not answered.</summary>
    public int Sent => _sent.Count;

    /// <summary>The oldest unanswered line.</summary>
    public Question First => _sent.Peek();

    /// <summary>The one after it.</summary>
    public Question Second => _sent.ElementAt(1);

    /// <summary>The number of the next line of the input, from 1.</summary>
    public long NextNumber => Answered + Owed + 1;

    /// <summary>Adds a sent line.</summary>
    public void Add(Question question) => _sent.Enqueue(question);

    /// <summary>Marks the oldest line as answered.</summary>
    public void Complete()
    {
        _sent.Dequeue();
        Answered++;
    }

    /// <summary>Counts the next line as answered that was not added.</summary>
    public void Skip() => Answered++;

    /// <summary>Marks all but the oldest line to be sent again after its answer.</summary>
    public void SendOthersLater()
    {
        var first = _sent.Dequeue();
        while (_sent.TryDequeue(out var other))
        {
            _later.Enqueue(other);
        }

        _sent.Enqueue(first);
    }

    /// <summary>Expects that each sent line may be answered twice: it will be sent again, although the server may have been only slow.</summary>
    public void ExpectTwice()
    {
        foreach (var question in _sent)
        {
            _twice.Enqueue(question);
        }
    }

    /// <summary>Finds the second answer to a line that was sent twice at the front of what has arrived.</summary>
    public bool TryFindSecond(ReadOnlySpan<byte> arrived, out AnswerCut cut)
    {
        cut = default;
        var isFound = _twice.TryPeek(out var question) && question.Compare(arrived, mayFollowGreeting: false, out cut) == Likeness.Whole && cut.IsTerminated;
        if (isFound)
        {
            _twice.Dequeue();
        }

        return isFound;
    }

    /// <summary>Takes the next line that has to be sent again.</summary>
    public bool TryTakeLater([NotNullWhen(true)] out Question? question) => _later.TryDequeue(out question);

    /// <summary>The error for a server that closed before it answered all lines.</summary>
    public WireException Unanswered() =>
        new(CloseReason.PeerFinished, $"the server closed the connection before it had sent {Owed} of {Answered + Owed} answers");

    private int Owed => _sent.Count + _later.Count;
}
