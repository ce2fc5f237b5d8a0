namespace Tincan.Protocols.Reverse;

/// <summary>The result of comparing what has arrived with what is expected: the reversed line, or a greeting.</summary>
internal enum Likeness
{
    /// <summary>It is complete.</summary>
    Whole,

    /// <summary>It is the beginning of it.</summary>
    Partial,

    /// <summary>It is something else.</summary>
    Other,
}
