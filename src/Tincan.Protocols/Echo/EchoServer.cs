using Tincan.Hosting;

namespace Tincan.Protocols.Echo;

/// <summary>Sends back every byte it receives: <c>conversation = *OCTET</c>. It stops reading while the client does not read.</summary>
public sealed class EchoServer : IServer
{
    private const int BufferSize = 64 * 1024;

    /// <summary>For a client that has filled the smaller buffer: a larger one needs fewer calls of the system for each byte.</summary>
    private const int BulkBufferSize = 256 * 1024;

    /// <inheritdoc/>
    public async Task ServeAsync(Conversation conversation)
    {
        var wire = conversation.Wire;
        var size = BufferSize;
        while (true)
        {
            await wire.WaitForDataAsync();
            var buffer = ArrayPool<byte>.Shared.Rent(size);
            try
            {
                var count = await wire.ReceiveAsync(buffer);
                if (count == 0)
                {
                    return;
                }

                size = count < BufferSize ? BufferSize : BulkBufferSize;
                await wire.SendAsync(buffer.AsMemory(0, count));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
