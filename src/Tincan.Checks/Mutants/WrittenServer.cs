using Tincan.Hosting;

namespace Tincan.Checks.Mutants;

/// <summary>A server that is written where it is used.</summary>
internal sealed class WrittenServer(Func<Conversation, Task> serve) : IServer
{
    public Task ServeAsync(Conversation conversation) => serve(conversation);
}
