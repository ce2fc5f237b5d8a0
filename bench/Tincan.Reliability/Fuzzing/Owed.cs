namespace Tincan.Reliability.Fuzzing;

/// <summary>What servers owe to a client that says something and then FIN: the protocols once more, in the simplest form.</summary>
internal static class Owed
{
    private const int MaxLine = 64 * 1024;

    public static byte[]? Echo(byte[] said) => said;

    /// <summary>Not known for lines that are too long or not UTF-8.</summary>
    public static byte[]? Reverse(byte[] said) => Lines(said, static line =>
        string.Concat(line.EnumerateRunes().Reverse().Select(static rune => rune.ToString())));

    /// <summary>Every line that is a name of the table, whatever its case, gets that record; the others get nothing.</summary>
    public static byte[]? Names(byte[] said, IReadOnlyDictionary<string, string> table) => Lines(said, line => table.GetValueOrDefault(line));

    public static byte[]? Book(byte[] said, IReadOnlyDictionary<string, string> people)
    {
        var owed = new List<byte>();
        for (var at = 0; at < said.Length; at += 2 + said[at + 1])
        {
            if (said[at] != 'Q' || at + 1 == said.Length || at + 2 + said[at + 1] > said.Length || !IsUtf8(said.AsSpan(at + 2, said[at + 1])))
            {
                Add("Error: Unknown message protocol");
                break;
            }

            Add(people.GetValueOrDefault(Encoding.UTF8.GetString(said.AsSpan(at + 2, said[at + 1])), "Error 404"));
        }

        return [.. owed];

        void Add(string text) => owed.AddRange([(byte)'R', (byte)text.Length, .. Encoding.ASCII.GetBytes(text)]);
    }

    private static byte[]? Lines(byte[] said, Func<string, string?> answer)
    {
        if (!IsUtf8(said))
        {
            return null;
        }

        var lines = Encoding.UTF8.GetString(said).Split('\n');
        return lines.Any(static line => Encoding.UTF8.GetByteCount(line) > MaxLine)
            ? null
            : Encoding.UTF8.GetBytes(string.Concat(lines
                .Where((line, number) => number < lines.Length - 1 || line.Length > 0)
                .Select(line => answer(line) is { } text ? $"{text}\n" : "")));
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);
}
