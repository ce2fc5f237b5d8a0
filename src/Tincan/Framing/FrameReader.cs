using Tincan.Wires;

namespace Tincan.Framing;

/// <summary>Reads whole messages from a wire, as its framer cuts them.</summary>
public sealed class FrameReader : IDisposable
{
    private readonly IFramer _framer;
    private readonly ReceiveBuffer _buffer;
    private int _seen;

    /// <summary>Reads from a wire; the reader does not own it.</summary>
    /// <param name="wire">Where the bytes come from.</param>
    /// <param name="framer">Where a message ends.</param>
    public FrameReader(Wire wire, IFramer framer)
    {
        _framer = framer;
        _buffer = new ReceiveBuffer(wire);
    }

    /// <summary>What has arrived and was not read as a message yet. Good until the next read.</summary>
    public ReadOnlyMemory<byte> Pending => _buffer.Unread;

    /// <summary>Takes the next message if it is already here, without waiting.</summary>
    /// <param name="frame">The message's content; good until the next read.</param>
    /// <exception cref="WireException">These bytes can never become a message (<see cref="CloseReason.Malformed"/>).</exception>
    public bool TryRead(out ReadOnlyMemory<byte> frame)
    {
        var unread = _buffer.Unread;
        var cut = _framer.Cut(unread.Span, _seen);
        switch (cut.Status)
        {
            case FrameStatus.Done:
                frame = unread.Slice(cut.Start, cut.Length);
                _buffer.Consume(cut.Consumed);
                _seen = 0;
                return true;
            case FrameStatus.Invalid:
                throw new WireException(CloseReason.Malformed, cut.Problem!);
            default:
                _seen = unread.Length;
                frame = default;
                return false;
        }
    }

    /// <summary>Waits for the next message.</summary>
    /// <param name="cancel">Gives up waiting; what had arrived of the message is kept.</param>
    /// <returns>The message's content, good until the next read; null when the peer finished between messages.</returns>
    /// <exception cref="WireException">The message was cut off by the end of the stream, can never be one, or the connection broke.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancel = default)
    {
        try
        {
            while (true)
            {
                if (TryRead(out var frame))
                {
                    return frame;
                }

                if (_buffer.Ended)
                {
                    return _buffer.Unread.IsEmpty
                        ? null
                        : throw new WireException(CloseReason.Malformed, _framer.Missing(_buffer.Unread.Span));
                }

                await _buffer.ReceiveAsync(cancel);
            }
        }
        catch (WireException broken) when (broken.CutOff.IsEmpty)
        {
            broken.CutOff = _buffer.Unread.ToArray();
            throw;
        }
    }

    /// <summary>Gives its buffer back. The wire stays open.</summary>
    public void Dispose() => _buffer.Dispose();
}
