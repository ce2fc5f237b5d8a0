namespace Tincan.Bench.Loads;

/// <summary>The scripts of the benchmark. All are the same in every run.</summary>
internal static class Scripts
{
    public const string Greeting = "Welcome to CS 352!";

    private const int LineLength = 63;

    /// <summary>More than any cache of a processor has room for, but not so much that the load is slow.</summary>
    private const int Questions = 200_000;

    /// <summary>Random bytes, and the same bytes.</summary>
    public static Script Echo(int size) => new($"echo-{size}", Random(size, Math.Clamp(4_000_000 / size, 3, 10_007)).Select(static bytes => (bytes, bytes)));

    /// <summary>Lines of 64 bytes, and the same lines reversed.</summary>
    public static Script Reverse { get; } =
        new("reverse", Lines(10_007).Select(static line => (Line(line), Line(new string([.. line.Reverse()]))))) { Greeting = Greeting };

    /// <summary>Names of a table of so many, and their answers.</summary>
    public static Script Names(int entries) => new($"names-{entries}", Some(entries).Select(static entry => (Line(Entries.Name(entry)), Line(Entries.NameLine(entry) + " IN"))));

    /// <summary>Addresses of a book of so many, and their owners.</summary>
    public static Script Book(int entries) =>
        new($"book-{entries}", Some(entries).Select(static entry => (BookMessage('Q', Entries.Address(entry)), BookMessage('R', Entries.Owner(entry)))));

    /// <summary>The same questions for Redis.</summary>
    public static Script RedisGet(int entries) =>
        new($"redis-get-{entries}", Some(entries).Select(static entry => (Command("GET", Entries.Address(entry)), Bulk(Entries.Owner(entry)))));

    /// <summary>Puts the whole book into Redis.</summary>
    public static Script RedisSet(int entries) => new(
        $"redis-set-{entries}",
        Enumerable.Range(0, entries).Select(static entry => (Command("SET", Entries.Address(entry), Entries.Owner(entry)), "+OK\r\n"u8.ToArray())));

    /// <summary>Lines of letters, without their line ends.</summary>
    public static IEnumerable<string> Lines(int count)
    {
        var random = new Random(1);
        return Enumerable.Range(0, count).Select(_ => new string(random.GetItems<char>("abcdefghijklmnopqrstuvwxyz ", LineLength)));
    }

    private static IEnumerable<byte[]> Random(int size, int count)
    {
        var random = new Random(size);
        for (var i = 0; i < count; i++)
        {
            var bytes = new byte[size];
            random.NextBytes(bytes);
            yield return bytes;
        }
    }

    private static IEnumerable<int> Some(int entries)
    {
        var random = new Random(entries);
        return Enumerable.Range(0, Questions).Select(_ => random.Next(entries));
    }

    private static byte[] Line(string text) => Encoding.ASCII.GetBytes(text + "\n");

    private static byte[] BookMessage(char type, string text) => [(byte)type, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Command(params string[] words) =>
        Encoding.ASCII.GetBytes($"*{words.Length}\r\n{string.Concat(words.Select(static word => $"${word.Length}\r\n{word}\r\n"))}");

    private static byte[] Bulk(string text) => Encoding.ASCII.GetBytes($"${text.Length}\r\n{text}\r\n");
}
