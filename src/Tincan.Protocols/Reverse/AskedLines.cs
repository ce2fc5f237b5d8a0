namespace Tincan.Protocols.Reverse;

/// <summary>The lines of the input: how many were answered, which were sent and are not answered, and which have to be sent again.</summary>
internal sealed class AskedLines
{
    private readonly Queue<Question> _sent = new();
    private readonly Queue<Question> _later = new();
    private int _bytesSent;

    /// <summary>How many lines were answered.</summary>
    public long Answered { get; private set; }

    /// <summary>How many lines were sent and are not answered.</summary>
    public int Sent => _sent.Count;

    /// <summary>The line that is answered next.</summary>
    public Question First => _sent.Peek();

    /// <summary>The number of the next line of the input, from 1.</summary>
    public long NextNumber => Answered + Owed + 1;

    /// <summary>Whether another line may be sent before an answer comes.</summary>
    /// <param name="ahead">How many lines may be unanswered.</param>
    public bool HasRoom(int ahead) => _sent.Count < ahead && _bytesSent < ReverseClient.MaxAhead;

    /// <summary>Adds a line that is sent.</summary>
    public void Add(Question question)
    {
        _sent.Enqueue(question);
        _bytesSent += question.Line.Length;
    }

    /// <summary>The first line was answered.</summary>
    public void Complete()
    {
        _bytesSent -= _sent.Dequeue().Line.Length;
        Answered++;
    }

    /// <summary>The next line counts as answered without being sent.</summary>
    public void Skip() => Answered++;

    /// <summary>Only the first line is awaited now; the others have to be sent again after its answer.</summary>
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

    /// <summary>The server has closed before it answered all lines.</summary>
    public WireException Unanswered() =>
        new(CloseReason.PeerFinished, $"the server closed the connection and still owed {Owed} of {Answered + Owed} answers");

    private int Owed => _sent.Count + _later.Count;
}
