namespace Tincan.Names;

/// <summary>An answer of a resolver or table server: <c>answer = name SP rest</c>.</summary>
/// <param name="Text">The whole answer, without terminator.</param>
/// <param name="IsForName">It begins with the name that was asked for. If not, it belongs to another question.</param>
/// <param name="Found">It carries a record; otherwise it says that nobody knew the name.</param>
public sealed record Answer(ReadOnlyMemory<byte> Text, bool IsForName, bool Found)
{
    /// <summary>Reads an answer.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="text">What came.</param>
    public static Answer Read(ReadOnlySpan<byte> name, ReadOnlyMemory<byte> text)
    {
        var isForName = IsFor(name, text.Span);
        return new(text, isForName, isForName && !text.Span[name.Length..].StartsWith(" - "u8));
    }

    /// <summary>Whether an answer begins with the name, and nothing longer.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="text">What came.</param>
    internal static bool IsFor(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) =>
        text.Length > name.Length && text[name.Length] == ' ' && NameBytes.Same(name, text[..name.Length]);
}
