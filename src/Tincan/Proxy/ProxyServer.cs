using Tincan.Hosting;

namespace Tincan.Proxy;

/// <summary>
/// A transparent proxy: it forwards each read as one write, a half-close as a half-close and an RST as an RST. It stops reading from one side while
/// the other side does not read.
/// </summary>
/// <param name="connect">Connects to the target; called once for each client.</param>
public sealed class ProxyServer(Func<CancellationToken, Task<Wire>> connect) : IServer
{
    private readonly OwnConnections _own = new();

    /// <inheritdoc/>
    public bool IsTransparent => true;

    /// <inheritdoc/>
    public async Task ServeAsync(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var client = conversation.Wire;
        try
        {
            ThrowIfOwn(_own.Accepted(client), client);
            await using var target = await ConnectAsync(conversation);
            await ForwardAsync(conversation, target);
        }
        finally
        {
            _own.Left(client);
        }
    }

    private async Task ForwardAsync(Conversation conversation, Wire target)
    {
        try
        {
            ThrowIfOwn(_own.Made(target, conversation.Wire), conversation.Wire);
            conversation.Links?.Connected($"{target.LocalEndPoint} to {target.RemoteEndPoint}");
            await using var abort = conversation.Aborted.UnsafeRegister(static wire => ((Wire)wire!).Abort(), target);
            var failure = new FirstFailure(target, conversation.Links);
            await Task.WhenAll(
                new Pump(conversation.Wire, target, failure, links: null).RunAsync(),
                new Pump(target, conversation.Wire, failure, conversation.Links).RunAsync());
            if (failure.Value is var (side, error))
            {
                throw side == target ? OfTarget(error, $"{target.RemoteEndPoint}: {error.Message}") : error;
            }
        }
        finally
        {
            _own.Closed(target);
        }
    }

    /// <summary>Resets a connection that this proxy has both made and accepted: it would loop forever.</summary>
    private static void ThrowIfOwn(bool isOwn, Wire client)
    {
        if (isOwn)
        {
            client.Abort();
            throw new WireException(CloseReason.Unreachable, "the target is this proxy itself: use the server's address");
        }
    }

    private async Task<Wire> ConnectAsync(Conversation conversation)
    {
        try
        {
            return await connect(conversation.Aborted);
        }
        catch (ConnectException error)
        {
            // The client is already connected, so RST is the closest to a refusal.
            conversation.Wire.Abort();
            throw new WireException(CloseReason.Unreachable, error.Message, error);
        }
        catch (WireException reset)
        {
            conversation.Wire.Abort();
            throw OfTarget(reset, reset.Message);
        }
    }

    private static WireException OfTarget(WireException error, string message) =>
        new(error.Reason == CloseReason.PeerReset ? CloseReason.TargetReset : error.Reason, message, error);
}
