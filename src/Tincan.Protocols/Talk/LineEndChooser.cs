namespace Tincan.Protocols.Talk;

/// <summary>
/// Chooses how a client ends its lines: with LF, until the server's messages show how it ends its own. A server understands a terminator that it has used.
/// One that answers without a terminator probably takes each read for a message.
/// </summary>
/// <param name="lines">The connection.</param>
/// <param name="talker">Receives a notice when the client changes to raw.</param>
/// <param name="chosen">The dialect that the user has set, or <see cref="Dialect.Auto"/>.</param>
internal sealed class LineEndChooser(LineChannel lines, ITalker talker, Dialect chosen)
{
    private bool _hasSent;
    private bool _usesTerminators;
    private bool _isRaw;
    private bool _reportedBuffer;

    /// <summary>Call it before sending a line.</summary>
    public void BeforeSend()
    {
        _hasSent = true;
        if (chosen == Dialect.Auto && !_usesTerminators && !_isRaw)
        {
            // A greeting without a line end proves nothing: it is not an answer.
            lines.Sending = Dialect.Lf;
        }
    }

    /// <summary>Call it after receiving a message.</summary>
    public void AfterReceive()
    {
        if (chosen != Dialect.Auto)
        {
            return;
        }

        if (lines.BufferSize > 0 && !_reportedBuffer)
        {
            _reportedBuffer = true;
            talker.Notice($"the peer sends a whole buffer of {lines.BufferSize} bytes each time; only the text before the first NUL is shown");
        }

        if (lines.Dialect is Dialect.Lf or Dialect.CrLf or Dialect.Nul)
        {
            (_usesTerminators, _isRaw) = (true, false);
            lines.Sending = lines.Dialect;
        }
        else if (_hasSent && !_usesTerminators && !_isRaw && !lines.HasEnded)
        {
            _isRaw = true;
            lines.Sending = Dialect.Raw;
            talker.Notice("the peer's messages have no line end; from here on, neither have ours (--dialect lf, crlf or nul for another line end)");
        }
    }
}
