namespace Tincan.Protocols.Talk;

/// <summary>
/// How a client ends the lines that it sends: with LF until the server's messages show how it ends its own. A terminator that it used once is what it understands;
/// a server that answers a line without one is most likely a program that takes one receive for one message.
/// </summary>
/// <param name="lines">The connection.</param>
/// <param name="talker">Receives a notice when the client changes to raw.</param>
/// <param name="chosen">The dialect that was asked for; <see cref="Dialect.Auto"/> if none was.</param>
internal sealed class LineEndChooser(LineChannel lines, ITalker talker, Dialect chosen)
{
    private bool _hasSpoken;
    private bool _usesTerminators;
    private bool _isRaw;
    private bool _saidBuffer;

    /// <summary>A line is about to be sent.</summary>
    public void Speaks()
    {
        _hasSpoken = true;
        if (chosen == Dialect.Auto && !_usesTerminators && !_isRaw)
        {
            // A greeting without a line end is no answer to anything.
            lines.Sending = Dialect.Lf;
        }
    }

    /// <summary>A message was received.</summary>
    public void Heard()
    {
        if (chosen != Dialect.Auto)
        {
            return;
        }

        if (lines.BufferSize > 0 && !_saidBuffer)
        {
            _saidBuffer = true;
            talker.Notice($"the other side sends a whole buffer of {lines.BufferSize} bytes each time; only the text before the first NUL is shown");
        }

        if (lines.Dialect is Dialect.Lf or Dialect.CrLf or Dialect.Nul)
        {
            (_usesTerminators, _isRaw) = (true, false);
            lines.Sending = lines.Dialect;
        }
        else if (_hasSpoken && !_usesTerminators && !_isRaw && !lines.HasEnded)
        {
            _isRaw = true;
            lines.Sending = Dialect.Raw;
            talker.Notice("the other side ends its messages with nothing; from here on, so does this one (--dialect lf, crlf or nul for another line end)");
        }
    }
}
