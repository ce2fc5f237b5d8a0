namespace Tincan.Protocols.Book;

/// <summary>
/// The key of an address, the same for spellings that differ only in case: each character in upper case, one for one, as
/// <see cref="StringComparer.OrdinalIgnoreCase"/> compares. A database's <c>lower()</c> is not used, because it depends on the locale.
/// </summary>
public static class AddressKey
{
    /// <summary>The longest key, in bytes: the upper case of a two-byte character may take three bytes.</summary>
    public const int MaxSize = BookMessage.MaxText / 2 * 3 + 1;

    /// <summary>The key of an address.</summary>
    /// <param name="email">The address.</param>
    public static string Of(string email) => email.ToUpperInvariant();

    /// <summary>The key of an address in UTF-8.</summary>
    /// <param name="email">The address.</param>
    internal static byte[] Bytes(string email) => Encoding.UTF8.GetBytes(Of(email));

    /// <summary>Writes the key of an address in UTF-8.</summary>
    /// <param name="email">The address in UTF-8, at most <see cref="BookMessage.MaxText"/> bytes.</param>
    /// <param name="key">Room for <see cref="MaxSize"/> bytes.</param>
    /// <param name="size">The key's size in bytes.</param>
    /// <returns>False if the address is longer, or not UTF-8.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> email, Span<byte> key, out int size)
    {
        size = 0;
        return email.Length <= BookMessage.MaxText
            && (Ascii.ToUpper(email, key, out size) == System.Buffers.OperationStatus.Done || TryWriteUnicode(email, key, out size));
    }

    private static bool TryWriteUnicode(ReadOnlySpan<byte> email, Span<byte> key, out int size)
    {
        Span<char> text = stackalloc char[BookMessage.MaxText];
        Span<char> upper = stackalloc char[BookMessage.MaxText];
        size = 0;
        return Encoding.UTF8.TryGetChars(email, text, out var length)
            && System.Text.Unicode.Utf8.IsValid(email)
            && ((ReadOnlySpan<char>)text[..length]).ToUpperInvariant(upper) == length
            && Encoding.UTF8.TryGetBytes(upper[..length], key, out size);
    }
}
