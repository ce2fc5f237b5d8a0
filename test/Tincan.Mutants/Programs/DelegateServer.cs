using Tincan.Hosting;

namespace Tincan.Mutants.Programs;

/// <summary>A server that is written where it is used.</summary>
internal sealed class DelegateServer(Func<Conversation, Task> serve) : IServer
{
    public Task ServeAsync(Conversation conversation) => serve(conversation);
}
