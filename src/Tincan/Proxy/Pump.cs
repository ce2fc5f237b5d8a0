using Tincan.Wires;
using Tincan.Wires.Links;

namespace Tincan.Proxy;

/// <summary>Carries one direction of a proxied connection.</summary>
/// <param name="source">Where the bytes come from.</param>
/// <param name="sink">Where they go.</param>
/// <param name="breakage">What broke the connection, for both directions.</param>
/// <param name="links">The links of the client's connection; null in the direction to the server, or if there are none.</param>
internal sealed class Pump(Wire source, Wire sink, Breakage breakage, Link? links)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>
    /// For a stream, once a receive has filled a buffer of the other size: an eighth of the calls, and a fifth less processor time per byte. Larger
    /// buffers gain nothing.
    /// </summary>
    private const int BulkBufferSize = 512 * 1024;

    /// <summary>Carries bytes until the source ends, and ends the other side in the same way. It never throws: failures go to <see cref="Breakage"/>.</summary>
    public async Task RunAsync()
    {
        try
        {
            var room = BufferSize;
            while (true)
            {
                await source.WaitForDataAsync();
                var buffer = ArrayPool<byte>.Shared.Rent(room);
                try
                {
                    var count = await source.ReceiveAsync(buffer);
                    if (count == 0)
                    {
                        links?.PassesOn(isReset: false);
                        await SendAsync(default, isEnd: true);
                        return;
                    }

                    room = count < BufferSize ? BufferSize : BulkBufferSize;
                    if (!await SendAsync(buffer.AsMemory(0, count), isEnd: false))
                    {
                        return;
                    }
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        catch (WireException error)
        {
            breakage.Failed(source, error);
            sink.Abort();
        }
    }

    /// <summary>Sends what was received, or FIN. If the sink is gone, the source is reset, as if it had sent there itself.</summary>
    private async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes, bool isEnd)
    {
        try
        {
            await (isEnd ? sink.FinishAsync() : sink.SendAsync(bytes));
            return true;
        }
        catch (WireException error)
        {
            breakage.Failed(sink, error);
            source.Abort();
            return false;
        }
    }
}
