namespace Tincan.Protocols.Reverse;

/// <summary>
/// Recognises answers of C programs that send more than the text and its line end: a NUL, or the whole buffer, as in <c>char b[100]; send(s, b, 100, 0)</c>.
/// Only one line was sent, so the bytes after the NUL are not another answer.
/// </summary>
internal sealed class AnswerBuffers(AskedLines asked, AnswerEvidence evidence, Action<string> notice)
{
    private int _size;

    /// <summary>Whether more than a line end follows the text of the answer.</summary>
    /// <param name="arrived">What has arrived.</param>
    /// <param name="cut">The position of the answer in it.</param>
    public bool Holds(ReadOnlySpan<byte> arrived, AnswerCut cut) =>
        asked.Sent == 1 && Rest(arrived, cut) is [0, ..] rest && (IsBuffer(rest) || cut.End is "\n" or "\r\n");

    /// <summary>Whether more of the buffer is to come, judging by earlier ones.</summary>
    public bool IsShort(ReadOnlySpan<byte> arrived) => arrived.Length < _size;

    /// <summary>The answer with the rest of its buffer.</summary>
    public AnswerCut Whole(ReadOnlySpan<byte> arrived, AnswerCut cut)
    {
        if (!Holds(arrived, cut))
        {
            return cut;
        }

        evidence.TakesOneLineOnly = true;
        if (IsBuffer(Rest(arrived, cut)) && _size < arrived.Length)
        {
            if (_size == 0)
            {
                notice($"the server sends a buffer of {arrived.Length} bytes for an answer: taking the text before the first NUL");
            }

            _size = arrived.Length;
        }

        return cut with { Consumed = arrived.Length };
    }

    private static ReadOnlySpan<byte> Rest(ReadOnlySpan<byte> arrived, AnswerCut cut) => arrived[(cut.Start + cut.Length)..].TrimStart("\r\n"u8);

    private static bool IsBuffer(ReadOnlySpan<byte> rest) => rest.Length > 2 || rest[^1] != 0;
}
