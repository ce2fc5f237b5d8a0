namespace Tincan.Framing;

/// <summary>What a framer makes of the bytes so far.</summary>
public enum FrameStatus
{
    /// <summary>A whole message stands at the front.</summary>
    Done,

    /// <summary>The message is not whole yet.</summary>
    NeedMore,

    /// <summary>These bytes can never become a message.</summary>
    Invalid,
}

/// <summary>A framer's answer.</summary>
/// <param name="Status">Done, need more, or invalid.</param>
/// <param name="Length">When done: how many bytes the message's content has.</param>
/// <param name="Consumed">When done: how many bytes the message takes on the wire, its terminator or header included.</param>
/// <param name="Problem">When invalid: what is wrong, in one sentence with the number in it.</param>
/// <param name="Start">When done: where the content begins, after a header that is not part of it.</param>
public readonly record struct FrameCut(FrameStatus Status, int Length = 0, int Consumed = 0, string? Problem = null, int Start = 0)
{
    /// <summary>The message is not whole yet.</summary>
    public static FrameCut NeedMore => new(FrameStatus.NeedMore);

    /// <summary>A whole message stands at the front.</summary>
    /// <param name="length">How many bytes are its content.</param>
    /// <param name="consumed">How many bytes it takes on the wire.</param>
    /// <param name="start">Where its content begins, after a header that is not part of it.</param>
    public static FrameCut Done(int length, int consumed, int start = 0) => new(FrameStatus.Done, length, consumed, Start: start);

    /// <summary>These bytes can never become a message.</summary>
    /// <param name="problem">What is wrong, in one sentence with the number in it.</param>
    public static FrameCut Invalid(string problem) => new(FrameStatus.Invalid, Problem: problem);
}

/// <summary>Finds where a message ends in a stream. It keeps no state: the same bytes get the same answer however they were cut.</summary>
public interface IFramer
{
    /// <summary>Looks for a whole message at the front of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">All bytes since the last message.</param>
    /// <param name="seen">How many of them were there at the last call, which asked for more; they need not be searched again.</param>
    FrameCut Cut(ReadOnlySpan<byte> bytes, int seen);

    /// <summary>What is missing when the stream ends behind <paramref name="bytes"/>, in one sentence with the number in it.</summary>
    /// <param name="bytes">What stands there of a message; never empty.</param>
    string Missing(ReadOnlySpan<byte> bytes);
}
