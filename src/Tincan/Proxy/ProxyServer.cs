using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Proxy;

/// <summary>
/// A faithful tap: passes bytes on in the pieces in which they came, half-close as half-close, RST as RST, and receives nothing from a side while
/// the other does not take it.
/// </summary>
/// <param name="connect">Connects to the target, once for each client.</param>
public sealed class ProxyServer(Func<CancellationToken, Task<Wire>> connect) : IServer
{
    /// <inheritdoc/>
    public bool PassesBytesOn => true;

    /// <inheritdoc/>
    public async Task ServeAsync(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        Wire target;
        try
        {
            target = await connect(conversation.Cut);
        }
        catch (ConnectException error)
        {
            // The client is connected to us already; RST is the nearest to the refusal it would have met.
            conversation.Wire.Abort();
            throw new WireException(CloseReason.Aborted, error.Message, error);
        }

        await using (target)
        {
            await using var cut = conversation.Cut.UnsafeRegister(static wire => ((Wire)wire!).Abort(), target);
            var toServer = Pump.RunAsync(conversation.Wire, target);
            var toClient = Pump.RunAsync(target, conversation.Wire);
            var ends = await Task.WhenAll(toServer, toClient);
            if (ends[1] is { SourceReset: true, Error: var reset })
            {
                throw new WireException(CloseReason.Aborted, $"the target broke the connection off: {reset!.Message}", reset);
            }

            if (ends[0].Error is { } broken)
            {
                throw broken;
            }
        }
    }
}
