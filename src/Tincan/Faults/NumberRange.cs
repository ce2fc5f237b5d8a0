namespace Tincan.Faults;

/// <summary>Some numbers in a row: <c>3</c>, <c>3-5</c>, or <c>3-</c> for 3 and all after it.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last, which is one of them.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NumberRange(long First, long Last)
{
    /// <summary>This number and all after it.</summary>
    /// <param name="first">The first.</param>
    public static NumberRange From(long first) => new(first, long.MaxValue);

    /// <summary>This number alone.</summary>
    /// <param name="only">The number.</param>
    public static NumberRange Only(long only) => new(only, only);

    /// <summary>Whether a number is one of them.</summary>
    /// <param name="number">The number.</param>
    public bool Contains(long number) => number >= First && number <= Last;

    /// <inheritdoc/>
    public override string ToString() => Last == First ? $"{First}" : Last == long.MaxValue ? $"{First}-" : $"{First}-{Last}";
}
