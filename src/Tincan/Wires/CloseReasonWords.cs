namespace Tincan.Wires;

/// <summary>The words for close reasons, in recordings and in telemetry.</summary>
internal static class CloseReasonWords
{
    // In the order of the enumeration: a reason is found by its number.
    private static readonly (CloseReason Reason, string Word)[] Words =
    [
        (CloseReason.PeerFinished, "peer-finished"),
        (CloseReason.Finished, "finished"),
        (CloseReason.PeerReset, "peer-reset"),
        (CloseReason.Aborted, "aborted"),
        (CloseReason.Idle, "idle"),
        (CloseReason.Malformed, "malformed"),
        (CloseReason.Stopped, "stopped"),
        (CloseReason.Full, "full"),
        (CloseReason.Lost, "lost"),
        (CloseReason.Handshake, "handshake"),
        (CloseReason.Failed, "failed"),
        (CloseReason.Slow, "slow"),
        (CloseReason.Expired, "expired"),
        (CloseReason.TargetReset, "target-reset"),
        (CloseReason.Unreachable, "unreachable"),
        (CloseReason.Fault, "fault"),
    ];

    /// <summary>The word for a reason.</summary>
    /// <param name="reason">The reason.</param>
    public static string Word(this CloseReason reason) => Words[(int)reason].Word;

    /// <summary>The reason for a word; null if no reason has it.</summary>
    internal static CloseReason? Reason(string? word)
    {
        var index = Array.FindIndex(Words, pair => pair.Word == word);
        return index < 0 ? null : Words[index].Reason;
    }
}
