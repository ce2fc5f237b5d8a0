using Tincan.Hosting;

namespace Tincan.Protocols.Echo;

/// <summary>Sends back what came, byte for byte: <c>conversation = *OCTET</c>. Nothing is received while the client does not take its echo.</summary>
public sealed class EchoServer : IServer
{
    private const int BufferSize = 64 * 1024;

    /// <inheritdoc/>
    public async Task ServeAsync(Conversation conversation)
    {
        var wire = conversation.Wire;
        while (true)
        {
            await wire.WaitForDataAsync();
            var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            try
            {
                var count = await wire.ReceiveAsync(buffer);
                if (count == 0)
                {
                    return;
                }

                await wire.SendAsync(buffer.AsMemory(0, count));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
