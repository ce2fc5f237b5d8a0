namespace Tincan.Faults;

/// <summary>A range of numbers: <c>3</c>, <c>3-5</c>, or <c>3-</c> for 3 and above.</summary>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number, inclusive.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NumberRange(long First, long Last)
{
    /// <summary>This number and all above it.</summary>
    /// <param name="first">The first number.</param>
    public static NumberRange From(long first) => new(first, long.MaxValue);

    /// <summary>Only this number.</summary>
    /// <param name="only">The number.</param>
    public static NumberRange Only(long only) => new(only, only);

    /// <summary>Whether a number is in the range.</summary>
    /// <param name="number">The number.</param>
    public bool Contains(long number) => number >= First && number <= Last;

    public override string ToString() => Last == First ? $"{First}" : Last == long.MaxValue ? $"{First}-" : $"{First}-{Last}";
}
