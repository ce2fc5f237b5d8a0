namespace Tincan.Protocols.Names;

/// <summary>An answer of a resolver or table server: <c>answer = name SP rest</c>.</summary>
/// <param name="Text">The whole answer, without terminator.</param>
/// <param name="IsForName">Whether it begins with the requested name. If not, it answers another question.</param>
/// <param name="Found">Whether it is a record. If not, the name is unknown.</param>
public sealed record Answer(ReadOnlyMemory<byte> Text, bool IsForName, bool Found)
{
    /// <summary>Reads an answer.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="text">The answer.</param>
    public static Answer Read(ReadOnlySpan<byte> name, ReadOnlyMemory<byte> text)
    {
        if (IsNamelessMiss(text.Span))
        {
            return new(text, IsForName: true, Found: false);
        }

        var isForName = IsFor(name, text.Span);
        return new(text, isForName, isForName && !IsMiss(text.Span[name.Length..]));
    }

    /// <summary>Whether an answer begins with exactly this name.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="text">The answer.</param>
    internal static bool IsFor(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) =>
        text.Length > name.Length && text[name.Length] == ' ' && NameBytes.Same(name, text[..name.Length]);

    /// <summary>Whether the name is unknown: <c> - TIMED OUT</c>, <c> - Error:HOST NOT FOUND</c> or, in many programs, <c> Error:HOST NOT FOUND</c>.</summary>
    internal static bool IsMiss(ReadOnlySpan<byte> body) => body.StartsWith(" -"u8) || body.IndexOf("NOT FOUND"u8) >= 0;

    /// <summary>Whether it is a miss without the name, which some programs leave out.</summary>
    private static bool IsNamelessMiss(ReadOnlySpan<byte> text) =>
        text.StartsWith("Error:HOST NOT FOUND"u8) || text.StartsWith("Error: HOST NOT FOUND"u8) || text.StartsWith("HOST NOT FOUND"u8);
}
