namespace Tincan.Drawing;

/// <summary>The part of a message that is in one segment.</summary>
/// <param name="Number">The message's number in its direction, from 1.</param>
/// <param name="Part">The part's number in the message, from 1.</param>
/// <param name="IsLast">Whether the message ends in this segment. Then <paramref name="Part"/> is also the number of its parts.</param>
/// <param name="From">The offset of the part in the segment.</param>
/// <param name="Length">The length in bytes.</param>
public readonly record struct MessagePart(int Number, int Part, bool IsLast, int From, int Length)
{
    /// <summary>The message's name, if it has one and ends in this segment; otherwise null.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the whole message is in this segment.</summary>
    public bool IsWhole => Part == 1 && IsLast;
}
