namespace Tincan.Protocols.Talk;

/// <summary>Sends a turn of a talk.</summary>
internal static class TalkLine
{
    /// <summary>Sends a line. A blank line or the end of input ends the talk.</summary>
    /// <exception cref="WireException">The connection has ended.</exception>
    public static async Task<TalkEnding?> SendAsync(LineChannel lines, ReadOnlyMemory<byte>? text, CancellationToken cancel)
    {
        if (text is { IsEmpty: false } line)
        {
            await lines.SendAsync(line.Span, cancel);
            return null;
        }

        if (text is not null && lines.Sending == Dialect.CrLf)
        {
            // The blank line at the end is sent only in crlf, where programs expect it. Otherwise, the FIN alone ends the talk.
            await lines.SendAsync(default, cancel);
        }

        return TalkEnding.Here;
    }
}
