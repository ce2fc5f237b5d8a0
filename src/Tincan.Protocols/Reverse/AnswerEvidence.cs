namespace Tincan.Protocols.Reverse;

/// <summary>What the answers have shown about how a reverse server reads lines and ends its answers.</summary>
internal sealed class AnswerEvidence
{
    private bool _sawTerminated;
    private bool _sawBare;

    /// <summary>An answer came without a line end.</summary>
    public bool SawBare => _sawBare;

    /// <summary>No answer had a line end.</summary>
    public bool IsAlwaysBare => _sawBare && !_sawTerminated;

    /// <summary>Each answer had a line end.</summary>
    public bool IsAlwaysTerminated => _sawTerminated && !_sawBare;

    /// <summary>The last answer on this connection had no line end, so one in front of the next answer may still belong to it.</summary>
    public bool LastWasBare { get; set; }

    /// <summary>The line end comes back in front of the answer, reversed along with the line.</summary>
    public bool ReversesLineEnd { get; set; }

    /// <summary>A message came in pieces, with long pauses between them: silence after a piece says nothing.</summary>
    public bool ComesInPieces { get; set; }

    /// <summary>The server took several lines for one, or closed before it had answered all of them.</summary>
    public bool TakesOneLineOnly { get; set; }

    /// <summary>More than one line goes out only to a server that ends its answers, because others may take everything that one read returns for one line.</summary>
    public bool MayGoAhead => IsAlwaysTerminated && !ReversesLineEnd && !TakesOneLineOnly;

    /// <summary>An answer has arrived, with or without a line end.</summary>
    public void Saw(bool isTerminated)
    {
        _sawTerminated |= isTerminated;
        _sawBare |= !isTerminated;
        LastWasBare = !isTerminated;
    }
}
