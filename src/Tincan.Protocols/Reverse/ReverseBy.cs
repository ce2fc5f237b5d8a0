namespace Tincan.Protocols.Reverse;

/// <summary>The unit that changes places when a line is reversed.</summary>
public enum ReverseBy
{
    /// <summary>The Unicode scalar value, as in util-linux <c>rev</c> and Python's <c>[::-1]</c>.</summary>
    Rune,

    /// <summary>What a person sees as one character: combining marks and joined emoji stay whole (UAX #29).</summary>
    Grapheme,

    /// <summary>The byte, whatever it means.</summary>
    Byte,
}
