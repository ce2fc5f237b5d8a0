using Tincan.Framing;

namespace Tincan.Pages.Watching;

/// <summary>The bytes of one direction as a watcher gets them, and the messages in them.</summary>
internal sealed class PushedBytes(IFramer framer)
{
    private byte[] _held = [];
    private int _from;
    private int _to;
    private int _seen;

    /// <summary>The bytes of no message, or of one that has not ended.</summary>
    public ReadOnlySpan<byte> Rest
    {
        get
        {
            ReadOnlySpan<byte> rest = _held.AsSpan(_from.._to);
            return rest.IsEmpty || framer.IsBetween(rest) ? default : rest;
        }
    }

    /// <summary>The offset in the direction of what comes next.</summary>
    public long Offset { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_held.Length < _to + bytes.Length)
        {
            var count = _to - _from;
            var room = count + bytes.Length > _held.Length / 2 ? new byte[Math.Max(256, 2 * (count + bytes.Length))] : _held;
            _held.AsSpan(_from.._to).CopyTo(room);
            (_held, _from, _to) = (room, 0, count);
        }

        bytes.CopyTo(_held.AsSpan(_to));
        _to += bytes.Length;
    }

    /// <summary>Takes the message that the end of the stream ends, if there is one.</summary>
    public bool TryTakeAtEnd(out ReadOnlySpan<byte> content)
    {
        var held = _held.AsSpan(_from.._to);
        var cut = held.IsEmpty ? FrameCut.NeedMore : framer.CutAtEnd(held);
        content = cut.Status == FrameStatus.Done ? held.Slice(cut.Start, cut.Length) : default;
        return cut.Status == FrameStatus.Done;
    }

    /// <summary>Takes the next message.</summary>
    /// <param name="count">This many bytes without framing instead; null for a message.</param>
    /// <param name="content">Its content; good until the next call.</param>
    /// <param name="problem">Why the bytes can be no message; null if they can.</param>
    public bool TryTake(int? count, out ReadOnlySpan<byte> content, out string? problem)
    {
        content = default;
        problem = null;
        var held = _held.AsSpan(_from.._to);
        if (count is null && held.IsEmpty)
        {
            return false;
        }

        var cut = count is not { } wanted ? framer.Cut(held, _seen) : held.Length < wanted ? FrameCut.NeedMore : FrameCut.Done(wanted, wanted);
        if (cut.Status != FrameStatus.Done)
        {
            _seen = count is null ? held.Length : 0;
            problem = cut.Problem;
            return false;
        }

        content = held.Slice(cut.Start, cut.Length);
        _from += cut.Consumed;
        Offset += cut.Consumed;
        _seen = 0;
        return true;
    }
}
