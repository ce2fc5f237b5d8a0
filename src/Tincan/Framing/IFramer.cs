namespace Tincan.Framing;

/// <summary>What a framer found at the front of the bytes.</summary>
public enum FrameStatus
{
    /// <summary>A whole message.</summary>
    Done,

    /// <summary>An incomplete message.</summary>
    NeedMore,

    /// <summary>Bytes that can never become a message.</summary>
    Invalid,
}

/// <summary>The result of a framer.</summary>
/// <param name="Status">Done, need more, or invalid.</param>
/// <param name="Length">When done: how many bytes the message's content has.</param>
/// <param name="Consumed">When done: the bytes the message takes on the wire, including its terminator or header.</param>
/// <param name="Problem">When invalid: one sentence about what is wrong, with the number.</param>
/// <param name="Start">When done: where the content begins, after a header that is not part of it.</param>
public readonly record struct FrameCut(FrameStatus Status, int Length = 0, int Consumed = 0, string? Problem = null, int Start = 0)
{
    /// <summary>The message is incomplete.</summary>
    public static FrameCut NeedMore => new(FrameStatus.NeedMore);

    /// <summary>A whole message is at the front.</summary>
    /// <param name="length">The length of its content, in bytes.</param>
    /// <param name="consumed">The bytes it takes on the wire.</param>
    /// <param name="start">Where its content begins, after a header that is not part of it.</param>
    public static FrameCut Done(int length, int consumed, int start = 0) => new(FrameStatus.Done, length, consumed, Start: start);

    /// <summary>The bytes can never become a message.</summary>
    /// <param name="problem">One sentence about what is wrong, with the number.</param>
    public static FrameCut Invalid(string problem) => new(FrameStatus.Invalid, Problem: problem);
}

/// <summary>Finds where a message ends in a stream. It keeps no state: the result does not depend on how the bytes were split.</summary>
public interface IFramer
{
    /// <summary>Looks for a whole message at the front of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">All bytes since the last message.</param>
    /// <param name="seen">How many of them an earlier call has already searched without finding an end.</param>
    FrameCut Cut(ReadOnlySpan<byte> bytes, int seen);

    /// <summary>One sentence about what is missing if the stream ends after <paramref name="bytes"/>, with the number.</summary>
    /// <param name="bytes">The incomplete message; never empty.</param>
    string Missing(ReadOnlySpan<byte> bytes);

    /// <summary>Looks for a message that ends where the stream ends. Defaults to <see cref="FrameStatus.NeedMore"/>: the stream has ended inside a message.</summary>
    /// <param name="bytes">What came after the last message; never empty.</param>
    FrameCut CutAtEnd(ReadOnlySpan<byte> bytes) => FrameCut.NeedMore;

    /// <summary>Whether bytes at the end of the stream belong to no message, such as white space after a JSON value. Defaults to false.</summary>
    /// <param name="bytes">What came after the last message; never empty.</param>
    bool IsBetween(ReadOnlySpan<byte> bytes) => false;
}
