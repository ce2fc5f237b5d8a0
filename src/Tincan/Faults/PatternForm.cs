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
        var isRead = Read(word.Bytes, bytes) == word.Bytes.Length && bytes.Count > 0;
        value = isRead ? new BytePattern([.. bytes]) : null!;
        return isRead;
    }

    public override int WrongFrom(Token word) => Read(word.Bytes, []);

    public override string Write(BytePattern value) => Write(value.Bytes, escapesControls: true);

    /// <summary>Leaves control characters to JSON's own escapes.</summary>
    public override JsonNode ToJson(BytePattern value) => Write(value.Bytes, escapesControls: false);

    /// <summary>Reads up to the first invalid escape.</summary>
    /// <returns>The offset of the invalid escape, or the length.</returns>
    private static int Read(ReadOnlySpan<byte> text, List<byte> bytes)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] != '\\')
            {
                bytes.Add(text[at++]);
            }
            else if (text[at..] is [_, (byte)'x', var high, var low, ..]
                && byte.TryParse([high, low], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var one))
            {
                bytes.Add(one);
                at += 4;
            }
            else if (text[at..] is [_, var letter, ..] && Escaped(letter) is { } meant)
            {
                bytes.Add(meant);
                at += 2;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static byte? Escaped(byte letter) => (char)letter switch
    {
        'n' => (byte)'\n',
        'r' => (byte)'\r',
        't' => (byte)'\t',
        '0' => 0,
        '\\' or '"' => letter,
        _ => null,
    };

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
