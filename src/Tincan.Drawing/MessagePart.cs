namespace Tincan.Drawing;

/// <summary>As much of one message as a segment holds.</summary>
/// <param name="Number">Which message of its direction; people count from 1.</param>
/// <param name="Part">Which segment of the message this is, from 1.</param>
/// <param name="IsLast">The message ends in this segment, so that <paramref name="Part"/> is also how many segments it took.</param>
/// <param name="From">Where the part begins in the segment.</param>
/// <param name="Length">How many bytes it has.</param>
public readonly record struct MessagePart(int Number, int Part, bool IsLast, int From, int Length)
{
    /// <summary>What the message is called, if it ends in this segment and has a name.</summary>
    public string? Name { get; init; }


    /// <summary>The whole message is in this segment.</summary>
    public bool IsWhole => Part == 1 && IsLast;
}
