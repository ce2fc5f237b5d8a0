namespace Tincan.Hosting;

/// <summary>What the sweeps have measured of a connection, to find the limit it has exceeded.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct LimitState
{
    private ConditionTimer _stalled;
    private ConditionTimer _message;
    private ConditionTimer _unread;

    /// <summary>Measures again. Called by every sweep.</summary>
    /// <param name="wire">The connection's wire.</param>
    /// <param name="began">The timestamp of its beginning.</param>
    /// <param name="options">The limits.</param>
    /// <param name="isStalled">Whether the conversation has been waiting for the peer since the last sweep.</param>
    /// <returns>The exceeded limit; null for none.</returns>
    public Limit? Check(MeasuredWire wire, long began, HostOptions options, out bool isStalled)
    {
        var time = options.Time;
        var now = time.GetTimestamp();
        var (receives, sends) = (wire.IsReceiving, wire.IsSending);
        isStalled = wire.CheckStalled();
        var stalled = _stalled.Update(isStalled, 0, now, time);
        var inMessage = _message.Update(wire.IsMidMessage, wire.Messages, now, time);
        var unread = _unread.Update(sends, wire.Sent, now, time);
        var age = time.GetElapsedTime(began, now);
        return IsOver(unread, options.WriteTimeout) ? Limit.WriteTimeout
            : receives && !sends && IsOver(stalled, options.IdleTimeout) ? Limit.IdleTimeout
            : IsOver(inMessage, options.MessageTimeout) ? Limit.MessageTimeout
            : receives && wire.Received == 0 && IsOver(age, options.FirstByteTimeout) ? Limit.FirstByteTimeout
            : IsOver(age, options.MaxConnectionAge) ? Limit.MaxConnectionAge
            : null;
    }

    private static bool IsOver(TimeSpan? lasted, TimeSpan limit) => limit != Timeout.InfiniteTimeSpan && lasted >= limit;
}
