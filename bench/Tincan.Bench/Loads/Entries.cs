namespace Tincan.Bench.Loads;

/// <summary>The entries of tables and books of any size.</summary>
internal static class Entries
{
    public static string Name(int entry) => $"host{entry}.site{entry % 1000}.example";

    /// <summary>The line of a table.</summary>
    public static string NameLine(int entry) => $"{Name(entry)} 10.{entry >> 16 & 255}.{entry >> 8 & 255}.{entry & 255} A";

    public static string Address(int entry) => $"user{entry}@mail{entry % 1000}.example";

    public static string Owner(int entry) => $"First{entry % 7919} Last{entry}";

    /// <summary>Writes a table for a table server.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="from">Its first entry.</param>
    /// <param name="count">How many.</param>
    public static void WriteNames(string path, int from, int count) => File.WriteAllLines(path, Enumerable.Range(from, count).Select(NameLine));

    /// <summary>Writes a book as comma-separated values.</summary>
    public static void WriteBook(string path, int count) =>
        File.WriteAllLines(path, Enumerable.Range(0, count).Select(static entry => $"{Address(entry)},{Owner(entry)}").Prepend("email,name"));
}
