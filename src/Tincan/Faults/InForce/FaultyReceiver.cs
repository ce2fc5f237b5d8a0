using Tincan.Faults.Stages;
using Tincan.Wires;

namespace Tincan.Faults.InForce;

/// <summary>Receives ahead of the conversation, as far as there is room, and returns what the faults have released.</summary>
internal sealed class FaultyReceiver(Wire inner, FaultyConnection connection) : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly CancellationTokenSource _leaving = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isBegun;
    private bool _hasGoneStraight;

    /// <summary>The peer has ended the stream, or the wire was disposed.</summary>
    public bool HasEnded => _ended.Task.IsCompleted;

    public async ValueTask WaitForDataAsync(CancellationToken cancel) => await ReceiveAsync(Memory<byte>.Empty, cancel);

    /// <summary>Receives what the faults have released. With an empty buffer, waits until there is something.</summary>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        Begin();
        return connection.WhenAsync(() => TryTake(buffer), cancel);
    }

    /// <summary>Call it before a receive goes straight to the wire inside: that receive may still be under way when the first fault is added.</summary>
    public void GoStraight()
    {
        if (!_hasGoneStraight)
        {
            _hasGoneStraight = true;
            Interlocked.MemoryBarrier();
        }
    }

    /// <summary>Watches for the peer's end on behalf of a sender that waits, which would not notice it otherwise.</summary>
    public void Listen()
    {
        Interlocked.MemoryBarrier();
        if (!_hasGoneStraight)
        {
            Begin();
        }
    }

    /// <summary>Stops receiving.</summary>
    public async Task StopAsync()
    {
        await _leaving.CancelOnContextAsync();
        if (Interlocked.Exchange(ref _isBegun, 1) == 1)
        {
            await _ended.Task;
        }
    }

    public void Dispose() => _leaving.Dispose();

    private void Begin()
    {
        if (Interlocked.Exchange(ref _isBegun, 1) == 0)
        {
            _ = ReceiveAllAsync();
        }
    }

    private int? TryTake(Memory<byte> buffer)
    {
        switch (connection.In.Outlet.Ready)
        {
            case null:
                return null;
            case { Kind: ChunkKind.Fin or ChunkKind.Close }:
                return 0;
            case { Error: { } error }:
                // An exception that is thrown twice would have the wrong stack trace.
                throw new WireException(error.Reason, error.Message, error);
            case { Bytes: var bytes }:
                var count = Math.Min(bytes.Length, buffer.Length);
                bytes[..count].CopyTo(buffer);
                if (count > 0)
                {
                    connection.In.Outlet.TakeReady(count);
                    connection.Changed();
                }

                return count;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever the wire inside throws is the conversation's to hear.")]
    private async Task ReceiveAllAsync()
    {
        try
        {
            do
            {
                // Even without room, so that a connection that breaks is noticed.
                await inner.WaitForDataAsync(_leaving.Token);
            }
            while (await ReceiveOnceAsync());
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The wire is being disposed.
        }
        catch (Exception thrown)
        {
            var error = WireException.From(thrown);
            connection.Step(() =>
            {
                connection.In.End(new Chunk { Kind = ChunkKind.Broken, Error = error });
                connection.Close(error);
            });
        }
        finally
        {
            _ended.SetResult();
        }
    }

    /// <returns>False when the peer has finished.</returns>
    private async ValueTask<bool> ReceiveOnceAsync()
    {
        var room = await connection.RoomAsync(connection.In, _leaving.Token);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var count = await inner.ReceiveAsync(buffer.AsMemory(0, Math.Min(BufferSize, room)), _leaving.Token);
            connection.Step(() =>
            {
                if (count > 0)
                {
                    connection.In.Arrive(buffer.AsSpan(0, count));
                }
                else
                {
                    connection.In.End(new Chunk { Kind = ChunkKind.Fin });
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
