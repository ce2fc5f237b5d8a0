namespace Tincan.Faults.Kinds;

/// <summary>Where programs do not expect a read to end.</summary>
internal enum SplitInside
{
    /// <summary>Between CR and LF.</summary>
    CrLf,

    /// <summary>After the first byte of each UTF-8 character of several bytes.</summary>
    Utf8,

    /// <summary>After the first byte of each message's header, if messages have one with their length.</summary>
    Length,
}
