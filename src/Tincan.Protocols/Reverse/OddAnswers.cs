namespace Tincan.Protocols.Reverse;

/// <summary>Collects the answers that were not the reversed line.</summary>
internal sealed class OddAnswers
{
    private const int MaxShown = 40;

    private Question? _first;
    private string _seen = "";
    private bool _isStripped;
    private long _count;

    public void Add(Question question, ReadOnlySpan<byte> answer)
    {
        _count++;
        if (_first is null)
        {
            (_first, _seen, _isStripped) = (question, Quoted(answer), question.IsStripped(answer));
        }
    }

    /// <summary>Notes a missing answer, which is right for an empty line and wrong for one of spaces.</summary>
    public void AddUnlessEmpty(Question question)
    {
        if (question.Line.Length > 0)
        {
            Add(question, default);
        }
    }

    /// <summary>The error for an answer without a recognisable end.</summary>
    public WireException Undecided() => new(
        CloseReason.Malformed,
        $"line {_first!.Number}: the answer to {Quoted(_first.Line.Span)} is {_seen} without a line end, which is not the line reversed; if each read is one answer, try --dialect raw");

    /// <exception cref="WireException">There was such an answer.</exception>
    public void ThrowIfAny(long answered)
    {
        if (_first is not null)
        {
            var what = _isStripped ? "the server takes blanks off the ends of a line" : "that is not the line reversed; if it is right, name the --dialect";
            throw new WireException(
                CloseReason.Malformed, $"line {_first.Number}: the answer to {Quoted(_first.Line.Span)} is {_seen}: {what}; so in {_count} of {answered} lines");
        }
    }

    private static string Quoted(ReadOnlySpan<byte> bytes)
    {
        var text = Escape.ForTerminal(bytes);
        return text.Length > MaxShown ? $"'{text[..MaxShown]}…'" : $"'{text}'";
    }
}
