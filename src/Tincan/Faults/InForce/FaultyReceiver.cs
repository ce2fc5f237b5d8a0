using Tincan.Faults.Stages;

namespace Tincan.Faults.InForce;

/// <summary>Receives ahead of the caller, as far as there is room, and returns what the faults have released.</summary>
internal sealed class FaultyReceiver(Wire inner, FaultyConnection connection) : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hasBegun;
    private bool _hasReceivedDirectly;
    private bool _isTaking;

    /// <summary>A receive from the inner wire is in progress: it may have bytes that have not reached the faults yet.</summary>
    public bool IsTaking => Volatile.Read(ref _isTaking);

    /// <summary>The peer has finished, the connection broke, or the wire was disposed.</summary>
    public bool HasEnded => _ended.Task.IsCompleted;

    public async ValueTask WaitForDataAsync(CancellationToken cancel) => await ReceiveAsync(Memory<byte>.Empty, cancel);

    /// <summary>Receives what the faults have released. With an empty buffer, waits until there is something.</summary>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        Begin();
        return connection.WhenAsync(() => TryTake(buffer), cancel);
    }

    /// <summary>
    /// Notes that a receive goes directly to the inner wire. It may still be under way when the first fault is added, and two receives at once are
    /// not allowed; so <see cref="Listen"/> never begins one after this. The barriers order this note before the receive, and after the fault.
    /// </summary>
    public void ReceiveDirectly()
    {
        if (!_hasReceivedDirectly)
        {
            _hasReceivedDirectly = true;
            Interlocked.MemoryBarrier();
        }
    }

    /// <summary>Begins to receive for a sender that waits, which would otherwise not notice that the peer has gone.</summary>
    public void Listen()
    {
        Interlocked.MemoryBarrier();
        if (!_hasReceivedDirectly)
        {
            Begin();
        }
    }

    /// <summary>Stops receiving.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelOnContextAsync();
        if (Interlocked.Exchange(ref _hasBegun, 1) == 1)
        {
            await _ended.Task;
        }
    }

    public void Dispose() => _stopping.Dispose();

    private void Begin()
    {
        if (Interlocked.Exchange(ref _hasBegun, 1) == 0)
        {
            _ = ReceiveAllAsync();
        }
    }

    private int? TryTake(Memory<byte> buffer)
    {
        switch (connection.In.Output.Ready)
        {
            case null:
                return null;
            case { Kind: ChunkKind.Fin or ChunkKind.Close }:
                return 0;
            case { Error: { } error }:
                // A new exception each time: throwing the same one twice gives a wrong stack trace.
                throw new WireException(error.Reason, error.Message, error);
            case { Bytes: var bytes }:
                var count = Math.Min(bytes.Length, buffer.Length);
                bytes[..count].CopyTo(buffer);
                if (count > 0)
                {
                    connection.In.Output.TakeReady(count);
                    connection.Changed();
                }

                return count;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever the inner wire throws is passed on to the caller.")]
    private async Task ReceiveAllAsync()
    {
        try
        {
            do
            {
                // Even without room, so that a broken connection is noticed.
                await inner.WaitForDataAsync(_stopping.Token);
            }
            while (await ReceiveOnceAsync());
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
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
        var room = await connection.RoomAsync(connection.In, _stopping.Token);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        Volatile.Write(ref _isTaking, true);
        try
        {
            var count = await inner.ReceiveAsync(buffer.AsMemory(0, Math.Min(BufferSize, room)), _stopping.Token);
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
            Volatile.Write(ref _isTaking, false);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
