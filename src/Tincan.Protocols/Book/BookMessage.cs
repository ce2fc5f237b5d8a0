namespace Tincan.Protocols.Book;

/// <summary>The messages of an address book: <c>message = type length *OCTET</c>, the type <c>Q</c> or <c>R</c>, the length one unsigned byte.</summary>
public static class BookMessage
{
    /// <summary>A query: an address.</summary>
    public const byte Query = (byte)'Q';

    /// <summary>A response: a name, or one of the three errors.</summary>
    public const byte Response = (byte)'R';

    /// <summary>The longest text, in bytes of UTF-8.</summary>
    public const int MaxText = byte.MaxValue;

    /// <summary>The longest text for programs with a signed length byte, in bytes.</summary>
    public const int MaxSignedText = sbyte.MaxValue;

    /// <summary>The size of type and length, in bytes.</summary>
    public const int HeaderSize = 2;

    /// <summary>The codec for viewers and faults.</summary>
    public static MessageCodec Codec { get; } = new("book", static () => new BookFramer(Query), static () => new BookFramer(Response), HeaderSize);

    /// <summary>The address is not in the book.</summary>
    public static ReadOnlySpan<byte> NotFound => "Error 404"u8;

    /// <summary>The server cannot look the address up now. The same query may succeed later.</summary>
    public static ReadOnlySpan<byte> Unavailable => "Error 503: Service Unavailable"u8;

    /// <summary>The query is not valid.</summary>
    public static ReadOnlySpan<byte> NotUnderstood => "Error: Unknown message protocol"u8;

    /// <summary>Writes a message.</summary>
    /// <param name="type"><see cref="Query"/> or <see cref="Response"/>.</param>
    /// <param name="text">At most <see cref="MaxText"/> bytes of UTF-8.</param>
    /// <param name="output">The output.</param>
    public static void Write(byte type, ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MaxText, nameof(text));
        output.Write([type, (byte)text.Length]);
        output.Write(text);
    }

    /// <summary>A message as an array.</summary>
    /// <param name="type"><see cref="Query"/> or <see cref="Response"/>.</param>
    /// <param name="text">At most <see cref="MaxText"/> bytes of UTF-8.</param>
    internal static byte[] Encode(byte type, ReadOnlySpan<byte> text)
    {
        var message = new ArrayBufferWriter<byte>(HeaderSize + text.Length);
        Write(type, text, message);
        return message.WrittenSpan.ToArray();
    }
}
