namespace Tincan.Protocols.Reverse;

/// <summary>Tracks the lines of the input: how many were answered, which are unanswered, and which have to be sent again.</summary>
internal sealed class AskedLines
{
    private readonly Queue<Question> _sent = new();
    private readonly Queue<Question> _later = new();
    private int _bytesSent;

    /// <summary>The number of answered lines.</summary>
    public long Answered { get; private set; }

    /// <summary>The number of lines that were sent and not answered.</summary>
    public int Sent => _sent.Count;

    /// <summary>The oldest unanswered line.</summary>
    public Question First => _sent.Peek();

    /// <summary>The number of the next line of the input, from 1.</summary>
    public long NextNumber => Answered + Owed + 1;

    /// <summary>Whether another line may be sent before the next answer.</summary>
    /// <param name="ahead">The maximum number of unanswered lines.</param>
    public bool HasRoom(int ahead) => _sent.Count < ahead && _bytesSent < ReverseClient.MaxAhead;

    /// <summary>Adds a sent line.</summary>
    public void Add(Question question)
    {
        _sent.Enqueue(question);
        _bytesSent += question.Line.Length;
    }

    /// <summary>Marks the oldest line as answered.</summary>
    public void Complete()
    {
        _bytesSent -= _sent.Dequeue().Line.Length;
        Answered++;
    }

    /// <summary>Counts the next line as answered without sending it.</summary>
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
        _bytesSent = first.Line.Length;
    }

    /// <summary>Takes the next line that has to be sent again.</summary>
    public bool TryTakeLater([NotNullWhen(true)] out Question? question) => _later.TryDequeue(out question);

    /// <summary>The error for a server that closed before it answered all lines.</summary>
    public WireException Unanswered() =>
        new(CloseReason.PeerFinished, $"the server closed the connection before it had sent {Owed} of {Answered + Owed} answers");

    private int Owed => _sent.Count + _later.Count;
}
