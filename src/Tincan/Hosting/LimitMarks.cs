namespace Tincan.Hosting;

/// <summary>What the sweeps have seen of a connection, and which limit it has exceeded.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct LimitMarks
{
    private Lasting _still;
    private Lasting _message;
    private Lasting _unread;

    /// <summary>Looks at a connection.</summary>
    /// <param name="wire">Its wire.</param>
    /// <param name="began">When it began.</param>
    /// <param name="options">The limits.</param>
    /// <param name="isStill">Nothing has moved since the last look, and the conversation waits for the peer.</param>
    /// <returns>The limit that it has exceeded; null for none.</returns>
    public Limit? Look(MeasuredWire wire, long began, HostOptions options, out bool isStill)
    {
        var time = options.Time;
        var now = time.GetTimestamp();
        var (receives, sends) = (wire.IsReceiving, wire.IsSending);
        isStill = wire.StandsStill();
        var still = _still.Look(isStill, 0, now, time);
        var inMessage = _message.Look(wire.IsMidMessage, wire.Messages, now, time);
        var unread = _unread.Look(sends, wire.Sent, now, time);
        var age = time.GetElapsedTime(began, now);
        return IsOver(unread, options.WriteTimeout) ? Limit.WriteTimeout
            : receives && !sends && IsOver(still, options.IdleTimeout) ? Limit.IdleTimeout
            : IsOver(inMessage, options.MessageTimeout) ? Limit.MessageTimeout
            : receives && wire.Received == 0 && IsOver(age, options.FirstByteTimeout) ? Limit.FirstByteTimeout
            : IsOver(age, options.MaxConnectionAge) ? Limit.MaxConnectionAge
            : null;
    }

    private static bool IsOver(TimeSpan? lasted, TimeSpan limit) => limit != Timeout.InfiniteTimeSpan && lasted >= limit;
}
