namespace Tincan.Protocols.Reverse;

/// <summary>The unit by which a line is reversed.</summary>
public enum ReverseBy
{
    /// <summary>The Unicode scalar value, as in util-linux <c>rev</c> and Python's <c>[::-1]</c>.</summary>
    Rune,

    /// <summary>The grapheme cluster, which a person sees as one character: combining marks and joined emoji stay whole (UAX #29).</summary>
    Grapheme,

    /// <summary>The byte, in any encoding.</summary>
    Byte,
}
