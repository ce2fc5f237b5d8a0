namespace Tincan.Pages.Values;

/// <summary>Any bytes, as a string whose characters are the bytes (0 to 255): a regular expression and the functions of strings can use it as it is.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ByteText(string? Bytes)
{
    public static ByteText From(ReadOnlySpan<byte> bytes) => new(Encoding.Latin1.GetString(bytes));

    public static ByteText FromUtf8(string text) => From(Encoding.UTF8.GetBytes(text));

    /// <summary>One character for each byte.</summary>
    public string Raw => Bytes ?? "";

    public int Length => Raw.Length;

    public byte[] ToArray() => Encoding.Latin1.GetBytes(Raw);

    /// <summary>Whether the bytes are valid UTF-8; then <paramref name="text"/> has their characters.</summary>
    public bool TryDecode(out string text)
    {
        text = Raw;
        if (!Ascii.IsValid(text))
        {
            var bytes = ToArray();
            text = Encoding.UTF8.GetString(bytes);
            return System.Text.Unicode.Utf8.IsValid(bytes);
        }

        return true;
    }

    /// <summary>Its characters changed, if it is UTF-8; otherwise its bytes.</summary>
    public ByteText Map(Func<string, string> change) => TryDecode(out var text) ? FromUtf8(change(text)) : new(change(Raw));

    public bool Equals(ByteText other) => string.Equals(Raw, other.Raw, StringComparison.Ordinal);

    public override int GetHashCode() => Raw.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Escape.ForTerminal(ToArray());
}
