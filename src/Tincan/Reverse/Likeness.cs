namespace Tincan.Reverse;

/// <summary>What has arrived, compared with the line that it should be the answer to.</summary>
internal enum Likeness
{
    /// <summary>The reversed line has arrived whole.</summary>
    Whole,

    /// <summary>It may still become the reversed line.</summary>
    Partial,

    /// <summary>It is something else.</summary>
    Other,
}
