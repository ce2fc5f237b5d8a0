using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>A server that crashes when a client resets its connection or sends bytes that cannot be decoded.</summary>
internal sealed class FragileServer(IServer inner) : IServer
{
    private volatile bool _isDead;

    public async Task ServeAsync(Conversation conversation)
    {
        if (_isDead)
        {
            conversation.Wire.Abort();
            return;
        }

        try
        {
            await inner.ServeAsync(conversation);
        }
        catch (Exception error) when (error is WireException or DecoderFallbackException)
        {
            _isDead = true;
            throw;
        }
    }
}
