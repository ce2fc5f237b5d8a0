using Tincan.Hosting;

namespace Tincan.Protocols.Echo;

/// <summary>Sends back every byte it receives: <c>conversation = *OCTET</c>. It stops reading while the client does not read.</summary>
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
