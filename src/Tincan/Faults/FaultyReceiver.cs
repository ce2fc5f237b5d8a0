using System.Buffers;
using Tincan.Wires;

namespace Tincan.Faults;

/// <summary>Receives ahead of the conversation, as far as there is room, and hands out what the faults let go.</summary>
internal sealed class FaultyReceiver(Wire inner, FaultyLink link) : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly CancellationTokenSource _leaving = new();
    private Task? _receiving;

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        _receiving ??= ReceiveAllAsync();
        return await link.WhenAsync(() => TryTake(buffer), cancel);
    }

    /// <summary>Stops to receive.</summary>
    public async Task StopAsync()
    {
        await _leaving.CancelAsync();
        if (_receiving is not null)
        {
            await _receiving;
        }
    }

    public void Dispose() => _leaving.Dispose();

    private int? TryTake(Memory<byte> buffer)
    {
        switch (link.In.Ready)
        {
            case null:
                return null;
            case { Kind: ChunkKind.Fin or ChunkKind.Close }:
                return 0;
            case { Error: { } error }:
                // An exception that is thrown twice would carry the wrong place.
                throw new WireException(error.Reason, error.Message, error);
            case { Bytes: var bytes }:
                var count = Math.Min(bytes.Length, buffer.Length);
                bytes[..count].CopyTo(buffer);
                if (count > 0)
                {
                    link.In.TakeReady(count);
                    link.Changed();
                }

                return count;
        }
    }

    private async Task ReceiveAllAsync()
    {
        try
        {
            do
            {
                await link.RoomAsync(link.In, _leaving.Token);
                await inner.ReceiveAsync(Memory<byte>.Empty, _leaving.Token);
            }
            while (await ReceiveOnceAsync());
        }
        catch (WireException error)
        {
            link.Step(() =>
            {
                link.In.End(new Chunk { Kind = ChunkKind.Broken, Error = error });
                link.Close(error);
            });
        }
        catch (OperationCanceledException)
        {
            // The wire is let go.
        }
    }

    /// <returns>False when the peer has finished.</returns>
    private async ValueTask<bool> ReceiveOnceAsync()
    {
        var room = await link.RoomAsync(link.In, _leaving.Token);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var count = await inner.ReceiveAsync(buffer.AsMemory(0, Math.Min(BufferSize, room)), _leaving.Token);
            link.Step(() =>
            {
                if (count > 0)
                {
                    link.In.Arrive(buffer.AsSpan(0, count));
                }
                else
                {
                    link.In.End(new Chunk { Kind = ChunkKind.Fin });
                }
            });
            return count > 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
