namespace Tincan.Protocols.Names;

/// <summary>How a server ends its answers, as far as they have shown it.</summary>
internal sealed class AnswerStyle
{
    private bool _omitsIn;
    private bool _omitsLineEnd;

    /// <summary>Whether an answer that may be whole is, because this server's records end after <c>A</c>.</summary>
    public bool IsWhole(AnswerCut cut) => cut.IsRecord && _omitsIn;

    /// <summary>How long nothing may follow an answer that may be whole.</summary>
    public TimeSpan Quiet(LineOptions lines) => _omitsLineEnd || lines.Dialect == Dialect.Raw ? lines.RawQuiet : lines.Quiet;

    /// <summary>Takes note of an answer.</summary>
    public void Saw(AnswerCut cut, ReadOnlySpan<byte> bytes)
    {
        _omitsLineEnd = cut.Consumed == cut.End;
        if (cut.IsRecord)
        {
            _omitsIn = !bytes[cut.BodyStart..cut.End].EndsWith(" IN"u8);
        }
    }
}
