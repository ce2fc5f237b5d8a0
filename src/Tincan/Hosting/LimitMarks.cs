using System.Runtime.InteropServices;

namespace Tincan.Hosting;

/// <summary>What the sweeps have seen of a conversation, and which limit it is over.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct LimitMarks
{
    private Lasting _still;
    private Lasting _message;
    private Lasting _unread;

    /// <summary>Nothing has moved for this long, while the conversation waited for the peer; null if it did not.</summary>
    public TimeSpan? Still { get; private set; }

    /// <summary>Looks at a conversation.</summary>
    /// <param name="wire">Its wire.</param>
    /// <param name="began">When it began.</param>
    /// <param name="options">The limits.</param>
    /// <returns>The limit that it is over.</returns>
    public Limit? Look(LimitedWire wire, long began, HostOptions options)
    {
        var time = options.Time;
        var now = time.GetTimestamp();
        var (receives, sends) = (wire.IsReceiving, wire.IsSending);
        Still = _still.Look(wire.StandsStill(), 0, now, time);
        var inMessage = _message.Look(receives && wire.IsMidMessage, wire.Messages, now, time);
        var unread = _unread.Look(sends, wire.Sent, now, time);
        var age = time.GetElapsedTime(began, now);
        return IsOver(unread, options.UnreadLimit) ? Limit.Unread
            : receives && !sends && IsOver(Still, options.IdleLimit) ? Limit.Idle
            : IsOver(inMessage, options.MessageLimit) ? Limit.Message
            : receives && wire.Received == 0 && IsOver(age, options.FirstByteLimit) ? Limit.FirstByte
            : IsOver(age, options.LifeLimit) ? Limit.Life
            : null;
    }

    private static bool IsOver(TimeSpan? lasted, TimeSpan limit) => limit != Timeout.InfiniteTimeSpan && lasted >= limit;
}
