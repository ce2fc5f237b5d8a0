namespace Tincan.Protocols.Reverse;

/// <summary>What the answers have shown about how a reverse server reads lines and ends answers.</summary>
internal sealed class AnswerEvidence
{
    private bool _sawTerminated;
    private bool _sawBare;

    /// <summary>The answers in a row from which the next can be predicted.</summary>
    public SteadyAnswers Steady { get; } = new();

    /// <summary>Whether an answer came without a line end.</summary>
    public bool SawBare => _sawBare;

    /// <summary>No answer had a line end.</summary>
    public bool IsAlwaysBare => _sawBare && !_sawTerminated;

    /// <summary>Each answer had a line end.</summary>
    public bool IsAlwaysTerminated => _sawTerminated && !_sawBare;

    /// <summary>The last answer on this connection had no line end, so one before the next answer may belong to it.</summary>
    public bool LastWasBare { get; set; }

    /// <summary>The server reverses the line end, too: it comes back before the answer.</summary>
    public bool ReversesLineEnd { get; set; }

    /// <summary>A message arrived in several reads with long pauses, so silence after a read proves nothing.</summary>
    public bool ComesInPieces { get; set; }

    /// <summary>The server did not answer several lines that were sent at once, each by itself.</summary>
    public bool TakesOneLineOnly { get; set; }

    /// <summary>Whether several lines may be sent at once: only to a server that ends its answers. Others may take each read for one line.</summary>
    public bool MayGoAhead => IsAlwaysTerminated && !ReversesLineEnd && !TakesOneLineOnly;

    /// <summary>Notes an answer with or without a line end.</summary>
    public void Saw(bool isTerminated)
    {
        _sawTerminated |= isTerminated;
        _sawBare |= !isTerminated;
        LastWasBare = !isTerminated;
    }
}
