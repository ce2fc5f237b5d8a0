namespace Tincan.Parsing;

/// <summary>A value and its position in a file, so that a problem found later can be reported there.</summary>
/// <param name="Value">The value.</param>
/// <param name="Where">Its position; null if it is not from a file.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Located<T>(T Value, SourceValue? Where = null);
