using Tincan.Hosting;

namespace Tincan.Protocols.Welcome;

/// <summary>Sends a greeting and closes: <c>conversation = greeting FIN</c>. The greeting has no terminator.</summary>
/// <param name="greeting">The greeting. Defaults to the classic 18 bytes; empty sends nothing.</param>
public sealed class WelcomeServer(string greeting = WelcomeServer.ClassicGreeting) : IServer
{
    /// <summary>The greeting of the classic program.</summary>
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
