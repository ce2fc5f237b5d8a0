using Tincan.Wires.Links;

namespace Tincan.Proxy;

/// <summary>Forwards one direction of a proxied connection.</summary>
/// <param name="source">The wire to receive from.</param>
/// <param name="sink">The wire to send to.</param>
/// <param name="failure">Notes the first failure of either direction.</param>
/// <param name="links">The links of the client's connection; null in the direction to the server, or if there are none.</param>
internal sealed class Pump(Wire source, Wire sink, FirstFailure failure, Link? links)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>
    /// The buffer for streams, used once a receive has filled the small one: an eighth of the system calls and a fifth less CPU time per byte. Larger
    /// buffers gain nothing.
    /// </summary>
    private const int BulkBufferSize = 512 * 1024;

    /// <summary>Forwards until the source ends, and ends the sink in the same way. Never throws: failures go to <see cref="FirstFailure"/>.</summary>
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
            failure.Note(source, error);
            sink.Abort();
        }
    }

    /// <summary>Sends what was received, or a FIN. If the sink is closed, resets the source, as its peer would without a proxy.</summary>
    private async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes, bool isEnd)
    {
        try
        {
            await (isEnd ? sink.FinishAsync() : sink.SendAsync(bytes));
            return true;
        }
        catch (WireException error)
        {
            failure.Note(sink, error);
            source.Abort();
            return false;
        }
    }
}
