namespace Tincan.Recording;

/// <summary>A wire that records what happens on it.</summary>
internal sealed class RecordedWire(Wire inner, ConnectionRecord record) : DelegatingWire(inner)
{
    private bool _peerFinished;

    public override Task OpenAsync(CancellationToken cancel = default)
    {
        var opening = Inner.OpenAsync(cancel);
        return opening.IsCompletedSuccessfully ? opening : OpenAsync(opening);
    }

    public override ValueTask WaitForDataAsync(CancellationToken cancel = default)
    {
        var waiting = Inner.WaitForDataAsync(cancel);
        return waiting.IsCompletedSuccessfully ? waiting : WatchAsync(waiting);
    }

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) =>
        record.CaughtUpAsync() is { IsCompleted: false } behind ? ReceiveAfterAsync(behind, buffer, cancel) : ReceiveNowAsync(buffer, cancel);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) =>
        record.CaughtUpAsync() is { IsCompleted: false } behind ? SendAfterAsync(behind, bytes, cancel) : SendNowAsync(bytes, cancel);

    public override ValueTask FinishAsync(CancellationToken cancel = default)
    {
        record.Ended(record.Outgoing, isReset: false);
        return Inner.FinishAsync(cancel);
    }

    public override void Abort()
    {
        record.Ended(record.Outgoing, isReset: true);
        Inner.Abort();
    }

    public override ValueTask DisposeAsync()
    {
        record.Ended(record.Outgoing, isReset: false);
        record.Closed(record.Broken?.Reason ?? (_peerFinished ? CloseReason.PeerFinished : CloseReason.Finished), record.Broken?.Message);
        return base.DisposeAsync();
    }

    private ValueTask<int> ReceiveNowAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        var receiving = Inner.ReceiveAsync(buffer, cancel);
        return receiving.IsCompletedSuccessfully
            ? new(Received(receiving.Result, buffer))
            : ReceiveAsync(receiving, buffer);
    }

    private ValueTask SendNowAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        // Before the send, so that an answer to these bytes cannot be recorded before them.
        record.Moved(WireEventKind.Send, record.Outgoing, bytes);
        var sending = Inner.SendAsync(bytes, cancel);
        return sending.IsCompletedSuccessfully ? ValueTask.CompletedTask : WatchAsync(sending);
    }

    private async ValueTask<int> ReceiveAfterAsync(Task behind, Memory<byte> buffer, CancellationToken cancel)
    {
        await behind.WaitAsync(cancel);
        return await ReceiveNowAsync(buffer, cancel);
    }

    private async ValueTask SendAfterAsync(Task behind, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        await behind.WaitAsync(cancel);
        await SendNowAsync(bytes, cancel);
    }

    private async Task OpenAsync(Task opening)
    {
        try
        {
            await opening;
        }
        catch (WireException error)
        {
            record.Broke(error);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveAsync(ValueTask<int> receiving, Memory<byte> buffer)
    {
        try
        {
            return Received(await receiving, buffer);
        }
        catch (WireException error)
        {
            record.Broke(error);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WatchAsync(ValueTask underWay)
    {
        try
        {
            await underWay;
        }
        catch (WireException error)
        {
            record.Broke(error);
            throw;
        }
    }

    private int Received(int count, ReadOnlyMemory<byte> buffer)
    {
        if (count > 0)
        {
            record.Moved(WireEventKind.Receive, record.Incoming, buffer[..count]);
        }
        else
        {
            _peerFinished = true;
            record.Ended(record.Incoming, isReset: false);
        }

        return count;
    }
}
