namespace Tincan.Faults.Kinds;

/// <summary>Places at which programs expect no cut.</summary>
internal enum SplitInside
{
    /// <summary>Between CR and LF.</summary>
    CrLf,

    /// <summary>Behind the first byte of each character that UTF-8 writes in more than one.</summary>
    Utf8,

    /// <summary>Behind the first byte of each message's header, where messages have one that carries their length.</summary>
    Length,
}
