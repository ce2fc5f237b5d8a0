using System.Threading.Channels;
using Tincan.Framing;
using Tincan.Framing.Framings;
using Tincan.Pages.Messages;
using Tincan.Pages.Rules;
using Tincan.Wires;

namespace Tincan.Pages.Serving;

/// <summary>What a connection still has to be sent. Rules fill it, for their own client and for others; one task sends it.</summary>
/// <param name="wire">The connection.</param>
/// <param name="framing">How the server's messages are framed.</param>
/// <param name="time">The clock.</param>
internal sealed class Outbox(Wire wire, MessageFraming framing, TimeProvider time) : IRuleOutput
{
    /// <summary>A client that reads nothing may have this many bytes waiting before it is reset. A chat room must not grow without bound for one of its members.</summary>
    private const int MaxWaiting = 4 * 1024 * 1024;

    /// <summary>As long as more than this is waiting, no further message of the client is read.</summary>
    private const int Enough = 64 * 1024;

    private readonly Channel<Item> _items = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private long _waiting;
    private TaskCompletionSource? _drained;

    /// <summary>A rule has closed or reset the connection: nothing more is read from it.</summary>
    public bool IsClosing { get; private set; }

    /// <summary>Why it was reset, if it was not a rule that did.</summary>
    public WireException? Failure { get; private set; }

    /// <inheritdoc/>
    public void Send(ByteText content, bool isRaw)
    {
        if (IsClosing)
        {
            return;
        }

        Add(new Item(content, isRaw));
        if (Interlocked.Read(ref _waiting) > MaxWaiting)
        {
            Failure = new WireException(CloseReason.Slow, $"the client has not read {MaxWaiting / (1024 * 1024)} MiB that were sent to it");
            IsClosing = true;
            wire.Abort();
        }
    }

    /// <inheritdoc/>
    public void Wait(TimeSpan pause) => Add(new Item(Pause: pause));

    /// <inheritdoc/>
    public void Finish() => Add(new Item(IsFinish: true));

    /// <inheritdoc/>
    public void Close()
    {
        IsClosing = true;
        _items.Writer.TryComplete();
    }

    /// <inheritdoc/>
    public void Reset()
    {
        Add(new Item(IsReset: true));
        Close();
    }

    /// <summary>Sends everything, until the connection is closed.</summary>
    public async Task RunAsync()
    {
        using var sending = new SendBuffer(wire);
        try
        {
            while (await _items.Reader.WaitToReadAsync())
            {
                while (_items.Reader.TryRead(out var item))
                {
                    await DoAsync(item, sending);
                }

                await sending.FlushAsync(default);
            }
        }
        catch (WireException)
        {
            // The reader of the connection meets the same end, and reports it.
            IsClosing = true;
        }
        finally
        {
            Interlocked.Exchange(ref _waiting, 0);
            Volatile.Read(ref _drained)?.TrySetResult();
        }
    }

    /// <summary>Waits until little enough is waiting that the client's next message may be read.</summary>
    public async ValueTask DrainAsync()
    {
        while (Interlocked.Read(ref _waiting) > Enough && !IsClosing)
        {
            var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _drained, drained);
            if (Interlocked.Read(ref _waiting) > Enough)
            {
                await drained.Task;
            }
        }
    }

    private void Add(Item item)
    {
        if (_items.Writer.TryWrite(item))
        {
            Interlocked.Add(ref _waiting, item.Content?.Length ?? 0);
        }
    }

    private async ValueTask DoAsync(Item item, SendBuffer sending)
    {
        if (item.Content is { } content)
        {
            Write(content, item.IsRaw, sending);
            if (sending.IsFull)
            {
                await sending.FlushAsync(default);
            }

            if (Interlocked.Add(ref _waiting, -content.Length) <= Enough)
            {
                Volatile.Read(ref _drained)?.TrySetResult();
            }

            return;
        }

        await sending.FlushAsync(default);
        if (item.Pause is { } pause)
        {
            await Task.Delay(pause, time);
        }
        else if (item.IsFinish)
        {
            await wire.FinishAsync();
        }
        else
        {
            wire.Abort();
        }
    }

    private void Write(ByteText content, bool isRaw, SendBuffer sending)
    {
        if (isRaw)
        {
            sending.Write(content.ToArray());
        }
        else
        {
            PageFraming.Write(framing, content, sending);
        }
    }

    /// <summary>One thing to do.</summary>
    private readonly record struct Item(ByteText? Content = null, bool IsRaw = false, TimeSpan? Pause = null, bool IsFinish = false, bool IsReset = false);
}
