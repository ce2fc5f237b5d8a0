using Tincan.Protocols.Book;

namespace Tincan.Checks.Findings;

/// <summary>Recognises a wrong header of an address book message whose text is right.</summary>
internal static class BookFindings
{
    public static Finding? Find(Evidence seen)
    {
        if (seen.Assignment.Name is not ("book.server" or "book.client") || !seen.IsOnWire || seen.Failure.Kind is not (FailureKind.WrongBytes or FailureKind.ExtraBytes)
            || seen.Expected.Length < BookMessage.HeaderSize || seen.Got.IsEmpty)
        {
            return null;
        }

        var type = seen.Expected[0];
        var text = seen.Expected[BookMessage.HeaderSize..];
        var got = seen.Got;
        if (!text.IsEmpty && got.SequenceEqual(text))
        {
            return new Finding("no-header", "the text came without the type and the length before it", "Send the type, the length in one byte, and the text.");
        }

        if (got[0] != type || text.IsEmpty || !got.EndsWith(text))
        {
            return null;
        }

        var header = got[1..^text.Length];
        if (header.Length > 1)
        {
            var digits = header.ToArray().All(static one => one is >= (byte)'0' and <= (byte)'9');
            return new Finding("length-width",
                digits ? "the length is written as text" : $"the length is written in {header.Length} bytes ({(header[0] == 0 ? "big-endian" : "little-endian")}), not in one",
                "Write the length as one unsigned byte: struct.pack('B', n), or n.to_bytes(1), in Python.");
        }

        return header.Length == 1 && header[0] == Encoding.UTF8.GetCharCount(text)
                ? new Finding("length-in-characters", "the length counts characters, not bytes", "Encode the text first, and take the length of the bytes.")
            : header.Length == 1 && Math.Abs(header[0] - text.Length) is var off and (1 or 2)
                ? new Finding("length-off", $"the length is {header[0]}, and {text.Length} bytes follow", off == 2
                    ? "The length counts the bytes of the text only, without the type and the length byte."
                    : "The length counts the bytes of the text only: no line end or zero byte, and nothing of the header.")
            : null;
    }
}
