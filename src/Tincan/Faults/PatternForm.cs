using Tincan.Parsing;
using Tincan.Parsing.Forms;

namespace Tincan.Faults;

/// <summary>Bytes as text, with escapes.</summary>
internal sealed class PatternForm : ValueForm<BytePattern>
{
    public override string Meaning => @"text with the escapes \n \r \t \0 \\ \"" and \xHH";

    public override bool TryRead(Token word, out BytePattern value)
    {
        var bytes = new List<byte>();
        var isRead = Escape.Read(word.Bytes, bytes) == word.Bytes.Length && bytes.Count > 0;
        value = isRead ? new BytePattern([.. bytes]) : null!;
        return isRead;
    }

    public override int WrongFrom(Token word) => Escape.Read(word.Bytes, []);

    public override string Write(BytePattern value) => Write(value.Bytes, escapesControls: true);

    /// <summary>Leaves control characters to JSON's own escapes.</summary>
    public override JsonNode ToJson(BytePattern value) => Write(value.Bytes, escapesControls: false);

    private static string Write(ReadOnlySpan<byte> bytes, bool escapesControls)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var shown = Escape.First(bytes, out var count);
            text.Append(bytes[0] switch
            {
                (byte)'\\' => @"\\",
                < 0x80 when !escapesControls => $"{(char)bytes[0]}",
                >= 0x80 when shown[0] == '\\' => Escape.AsHex(bytes[..count]),
                _ => shown,
            });
            bytes = bytes[count..];
        }

        return text.ToString();
    }
}
