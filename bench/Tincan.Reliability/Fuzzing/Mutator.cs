namespace Tincan.Reliability.Fuzzing;

/// <summary>Spoils good inputs: it knows where their parts end, and which bytes mean something.</summary>
/// <param name="target">Whose inputs.</param>
/// <param name="chance">The dice.</param>
internal sealed class Mutator(FuzzTarget target, Random chance)
{
    private const int MaxLength = 16 * 1024;

    /// <summary>Longer than any limit on a line.</summary>
    private const int Huge = 70_000;

    private static readonly byte[] Telling = [0, 1, 0x0A, 0x0D, 0x1B, 0x20, 0x22, 0x7F, 0x80, 0xBF, 0xC3, 0xE2, 0xF0, 0xFE, 0xFF, (byte)'Q', (byte)'R'];

    private static readonly string[] Numbers = ["0", "-1", "1", "127", "128", "255", "256", "65535", "65536", "2147483647", "2147483648", "9999999999999999999", "1e999", "NaN"];

    private static readonly byte[] Edges = "\n\r\0,:;={}[]\" "u8.ToArray();

    /// <summary>Makes an input: a good one, spoiled once or up to eight times.</summary>
    public byte[] Next()
    {
        var bytes = new List<byte>(Pick(target.Seeds));
        for (var times = 1 + (chance.Next(4) == 0 ? chance.Next(8) : chance.Next(2)); times > 0; times--)
        {
            Spoil(bytes);
        }

        return [.. bytes.Take(bytes.Count > Huge ? Huge + 100 : MaxLength)];
    }

    private void Spoil(List<byte> bytes)
    {
        var at = chance.Next(bytes.Count + 1);
        switch (chance.Next(bytes.Count == 0 ? 4 : 13))
        {
            case 0:
                bytes.Insert(at, Pick(Telling));
                break;
            case 1:
                bytes.InsertRange(at, Pick(target.Seeds));
                break;
            case 2:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(target.Words.Count > 0 && chance.Next(2) == 0 ? Pick(target.Words) : Pick(Numbers)));
                break;
            case 3 when chance.Next(500) == 0:
                bytes.InsertRange(at, Enumerable.Repeat(Pick(Telling), Huge));
                break;
            case 3:
                bytes.InsertRange(at, Enumerable.Repeat(Pick(Telling), chance.Next(300)));
                break;
            case 4:
                bytes[at % bytes.Count] ^= (byte)(1 << chance.Next(8));
                break;
            case 5:
                bytes[at % bytes.Count] = Pick(Telling);
                break;
            case 6:
                bytes[at % bytes.Count] = (byte)chance.Next(256);
                break;
            case 7:
                bytes.RemoveRange(at, Math.Min(chance.Next(8), bytes.Count - at));
                break;
            case 8:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 9:
                ChangeNumber(bytes);
                break;
            case 10:
                Cut(bytes, static (all, from, count) => all.RemoveRange(from, count));
                break;
            case 11:
                Cut(bytes, static (all, from, count) => all.InsertRange(from, all.GetRange(from, count)));
                break;
            default:
                Cut(bytes, (all, from, count) =>
                {
                    var part = all.GetRange(from, count);
                    all.RemoveRange(from, count);
                    all.InsertRange(chance.Next(all.Count + 1), part);
                });
                break;
        }
    }

    /// <summary>Finds a part (a line, a field, what stands between braces), and does something to it.</summary>
    private void Cut(List<byte> bytes, Action<List<byte>, int, int> what)
    {
        var from = chance.Next(bytes.Count);
        while (from > 0 && !Edges.Contains(bytes[from - 1]))
        {
            from--;
        }

        var to = from;
        while (to < bytes.Count && !Edges.Contains(bytes[to]))
        {
            to++;
        }

        what(bytes, from, Math.Min(bytes.Count, to + 1) - from);
    }

    private void ChangeNumber(List<byte> bytes)
    {
        var from = bytes.FindIndex(chance.Next(bytes.Count), static one => char.IsAsciiDigit((char)one));
        if (from < 0)
        {
            return;
        }

        var to = from;
        while (to < bytes.Count && char.IsAsciiDigit((char)bytes[to]))
        {
            to++;
        }

        bytes.RemoveRange(from, to - from);
        bytes.InsertRange(from, Encoding.ASCII.GetBytes(Pick(Numbers)));
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[chance.Next(from.Count)];
}
