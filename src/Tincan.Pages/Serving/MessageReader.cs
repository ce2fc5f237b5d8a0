using Tincan.Framing;
using Tincan.Wires;

namespace Tincan.Pages.Serving;

/// <summary>Reads messages, and between them bytes without framing where a rule takes them.</summary>
internal sealed class MessageReader(ReceiveBuffer received, IFramer framer)
{
    private int _seen;
    private FrameCut? _next;

    /// <summary>Waits until the next message or the end is here, but not for longer than a time without a byte.</summary>
    public async ValueTask<bool> HasNextAsync(int? count, TimeSpan silence, TimeProvider time)
    {
        while (!TryCut(count) && !received.Ended)
        {
            if (!await received.ReceiveWithinAsync(silence, time, default))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Waits for the next message.</summary>
    /// <param name="count">How many bytes come next without framing; null: a message.</param>
    /// <exception cref="WireException">The bytes are no message, or the connection has ended otherwise than by a FIN.</exception>
    public async ValueTask<Received> ReadAsync(int? count)
    {
        while (!TryCut(count))
        {
            if (received.Ended)
            {
                var rest = received.Unread;
                if (count is null && !rest.IsEmpty && framer.CutAtEnd(rest.Span) is { Status: FrameStatus.Done } last)
                {
                    _next = last;
                    break;
                }

                received.Consume(rest.Length);
                return new Received(rest.IsEmpty || framer.IsBetween(rest.Span) ? default : rest, IsEnd: true);
            }

            await received.ReceiveAsync(default);
        }

        var cut = _next!.Value;
        var content = received.Unread.Slice(cut.Start, cut.Length);
        received.Consume(cut.Consumed);
        (_next, _seen) = (null, 0);
        return new Received(content, IsEnd: false);
    }

    private bool TryCut(int? count)
    {
        if (_next is not null)
        {
            return true;
        }

        var unread = received.Unread.Span;
        if (count is { } wanted)
        {
            _next = unread.Length >= wanted ? FrameCut.Done(wanted, wanted) : null;
            return _next is not null;
        }

        // No message has no bytes at all; a framer without framing would find one.
        if (unread.IsEmpty)
        {
            return false;
        }

        var cut = framer.Cut(unread, _seen);
        switch (cut.Status)
        {
            case FrameStatus.Done:
                _next = cut;
                return true;
            case FrameStatus.Invalid:
                throw new WireException(CloseReason.Malformed, cut.Problem!);
            default:
                _seen = unread.Length;
                return false;
        }
    }
}
