using System.Net;
using System.Runtime.CompilerServices;
using Tincan.Wires;

namespace Tincan.Recording;

/// <summary>A wire that tells what happens on it.</summary>
internal sealed class RecordedWire(Wire inner, ConnectionRecord record) : Wire
{
    private bool _peerFinished;

    public override EndPoint LocalEndPoint => inner.LocalEndPoint;

    public override EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public override Task OpenAsync(CancellationToken cancel = default)
    {
        var opening = inner.OpenAsync(cancel);
        return opening.IsCompletedSuccessfully ? opening : OpenAsync(opening);
    }

    public override ValueTask WaitForDataAsync(CancellationToken cancel = default)
    {
        var waiting = inner.WaitForDataAsync(cancel);
        return waiting.IsCompletedSuccessfully ? waiting : WatchAsync(waiting);
    }

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        var receiving = inner.ReceiveAsync(buffer, cancel);
        return receiving.IsCompletedSuccessfully
            ? new(Received(receiving.Result, buffer.Span))
            : ReceiveAsync(receiving, buffer);
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        // Before the send: an answer to these bytes must not be recorded ahead of them.
        record.Moved(WireEventKind.Send, record.Outgoing, bytes.Span);
        var sending = inner.SendAsync(bytes, cancel);
        return sending.IsCompletedSuccessfully ? ValueTask.CompletedTask : WatchAsync(sending);
    }

    public override ValueTask FinishAsync(CancellationToken cancel = default)
    {
        record.Ended(record.Outgoing, isReset: false);
        return inner.FinishAsync(cancel);
    }

    public override void Abort()
    {
        record.Ended(record.Outgoing, isReset: true);
        inner.Abort();
    }

    public override ValueTask DisposeAsync()
    {
        record.Ended(record.Outgoing, isReset: false);
        record.Closed(record.Broken?.Reason ?? (_peerFinished ? CloseReason.PeerFinished : CloseReason.Finished), record.Broken?.Message);
        return inner.DisposeAsync();
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
            return Received(await receiving, buffer.Span);
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

    private int Received(int count, ReadOnlySpan<byte> buffer)
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
