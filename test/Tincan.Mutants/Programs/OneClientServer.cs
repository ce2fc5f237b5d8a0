using Tincan.Hosting;

namespace Tincan.Mutants.Programs;

/// <summary>Serves the first client, and then nobody: its accept stands in no loop.</summary>
internal sealed class OneClientServer(IServer inner) : IServer
{
    private int _clients;

    public Task ServeAsync(Conversation conversation) => Interlocked.Increment(ref _clients) == 1
        ? inner.ServeAsync(conversation)
        : Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted);
}
