namespace Tincan.Protocols.Book;

/// <summary>Finds messages of one type. The content of a frame includes the header.</summary>
/// <param name="expected"><see cref="BookMessage.Query"/> for a server, <see cref="BookMessage.Response"/> for a client.</param>
public sealed class BookFramer(byte expected) : IFramer
{
    /// <inheritdoc/>
    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        if (bytes.IsEmpty)
        {
            return FrameCut.NeedMore;
        }

        if (bytes[0] != expected)
        {
            return FrameCut.Invalid($"a message begins with '{Escape.ForTerminal(bytes[..1])}' (0x{bytes[0]:X2}), not with '{(char)expected}'");
        }

        if (bytes.Length < BookMessage.HeaderSize || bytes.Length < BookMessage.HeaderSize + bytes[1])
        {
            return FrameCut.NeedMore;
        }

        var size = BookMessage.HeaderSize + bytes[1];
        return FrameCut.Done(size, size);
    }

    /// <inheritdoc/>
    public string Missing(ReadOnlySpan<byte> bytes) => bytes.Length < BookMessage.HeaderSize
        ? $"a header was cut off: {bytes.Length} of {BookMessage.HeaderSize} bytes came"
        : $"a message was cut off: {bytes.Length - BookMessage.HeaderSize} of {bytes[1]} bytes of text came";
}
