namespace Tincan.Protocols.Talk;

/// <summary>What a person says in a turn, and how it goes over the wire.</summary>
internal static class Words
{
    /// <summary>Sends a line; one that is blank, or the end of input, ends the talk.</summary>
    /// <exception cref="WireException">The connection has ended.</exception>
    public static async Task<TalkEnding?> SendAsync(LineChannel lines, ReadOnlyMemory<byte>? said, CancellationToken cancel)
    {
        if (said is { IsEmpty: false } line)
        {
            await lines.SendAsync(line.Span, cancel);
            return null;
        }

        if (said is not null && lines.Sending == Dialect.CrLf)
        {
            // A blank line that ends the talk travels in crlf only, where programs expect it; elsewhere FIN alone says it.
            await lines.SendAsync(default, cancel);
        }

        return TalkEnding.Here;
    }
}
