using Tincan.Hosting;

namespace Tincan.Mutants.Programs;

/// <summary>A server made of a function.</summary>
internal sealed class DelegateServer(Func<Conversation, Task> serve) : IServer
{
    public Task ServeAsync(Conversation conversation) => serve(conversation);
}
