using Tincan.Hosting;

namespace Tincan.Protocols.Welcome;

/// <summary>Greets and closes: <c>conversation = greeting FIN</c>. The greeting has no terminator.</summary>
/// <param name="greeting">What to say. Defaults to the classic 18 bytes; empty says nothing.</param>
public sealed class WelcomeServer(string greeting = WelcomeServer.ClassicGreeting) : IServer
{
    /// <summary>What the classic program says.</summary>
    public const string ClassicGreeting = MessageCodec.ClassicGreeting;

    private readonly byte[] _greeting = Encoding.UTF8.GetBytes(greeting);

    /// <inheritdoc/>
    public async Task ServeAsync(Conversation conversation)
    {
        if (_greeting.Length > 0)
        {
            await conversation.Wire.SendAsync(_greeting);
        }
    }
}
