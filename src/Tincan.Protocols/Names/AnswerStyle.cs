namespace Tincan.Protocols.Names;

/// <summary>What a server's answers have shown about how it ends them.</summary>
internal sealed class AnswerStyle
{
    private bool _omitsIn;
    private bool _omitsLineEnd;

    /// <summary>Whether a possibly complete answer is complete, because this server's records end after <c>A</c>.</summary>
    public bool IsWhole(AnswerCut cut) => cut.IsRecord && _omitsIn;

    /// <summary>The silence after which a possibly complete answer is complete.</summary>
    public TimeSpan Quiet(LineOptions lines) => _omitsLineEnd || lines.Dialect == Dialect.Raw ? lines.RawQuiet : lines.Quiet;

    /// <summary>Notes an answer.</summary>
    public void Saw(AnswerCut cut, ReadOnlySpan<byte> bytes)
    {
        _omitsLineEnd = cut.Consumed == cut.End;
        if (cut.IsRecord)
        {
            _omitsIn = !bytes[cut.BodyStart..cut.End].EndsWith(" IN"u8);
        }
    }
}
