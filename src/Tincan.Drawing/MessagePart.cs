namespace Tincan.Drawing;

/// <summary>The part of a message that is in one chunk (what one read returned, or one write took).</summary>
/// <param name="Number">The message's number in its direction, from 1.</param>
/// <param name="Part">The part's number in the message, from 1.</param>
/// <param name="IsLast">Whether the message ends in this chunk. Then <paramref name="Part"/> is also the number of its parts.</param>
/// <param name="From">The offset of the part in the chunk.</param>
/// <param name="Length">The length in bytes.</param>
public readonly record struct MessagePart(int Number, int Part, bool IsLast, int From, int Length)
{
    /// <summary>The message's name, if it has one and ends in this chunk; otherwise null.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the whole message is in this chunk.</summary>
    public bool IsWhole => Part == 1 && IsLast;
}
