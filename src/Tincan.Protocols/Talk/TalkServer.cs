using Tincan.Hosting;

namespace Tincan.Protocols.Talk;

/// <summary>Talks to one caller after the other; the caller sends first. Run it with one connection at a time and <see cref="WhenFull.Wait"/>.</summary>
/// <param name="talker">The person at this end, for all callers.</param>
/// <param name="options">Dialect, limit and quiet times.</param>
/// <param name="calls">Notified when a caller comes or goes. Defaults to null.</param>
public sealed class TalkServer(ITalker talker, LineOptions options, ITalkCalls? calls = null) : IServer
{
    /// <inheritdoc/>
    public async Task ServeAsync(Conversation conversation)
    {
        using var lines = new LineChannel(conversation.Wire, options);
        var dialect = Dialect.Auto;
        calls?.Begin(conversation.Client);
        try
        {
            var ending = await new ServerTurns(lines, talker, OnMessage).TakeAsync(conversation.Aborted);
            calls?.End(conversation.Client, ending, null);
        }
        catch (WireException error)
        {
            calls?.End(conversation.Client, TalkEnding.There, error.Message);
            throw;
        }

        void OnMessage()
        {
            if (lines.Dialect != dialect)
            {
                dialect = lines.Dialect;
                conversation.LogDialect(lines);
            }
        }
    }
}
