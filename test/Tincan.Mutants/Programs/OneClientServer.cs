using Tincan.Hosting;

namespace Tincan.Mutants.Programs;

/// <summary>A server that calls accept only once: it never serves a second client.</summary>
internal sealed class OneClientServer(IServer inner) : IServer
{
    private int _clients;

    public Task ServeAsync(Conversation conversation) => Interlocked.Increment(ref _clients) == 1
        ? inner.ServeAsync(conversation)
        : Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted);
}
