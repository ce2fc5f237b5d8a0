namespace Tincan.Protocols.Reverse;

/// <summary>What has arrived, compared with what is expected: the line reversed, or a greeting.</summary>
internal enum Likeness
{
    /// <summary>All of it has arrived.</summary>
    Whole,

    /// <summary>What has arrived is the beginning of it.</summary>
    Partial,

    /// <summary>It is something else.</summary>
    Other,
}
