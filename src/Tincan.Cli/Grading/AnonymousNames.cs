using System.Security.Cryptography;
using Tincan.Files;

namespace Tincan.Cli.Grading;

/// <summary>Numbers in place of names. A file has the names; a name keeps its number, and new ones get theirs by chance, so that the order of names shows nothing.</summary>
internal static class AnonymousNames
{
    private const string Heading = "number,submission";

    /// <summary>Replaces the names.</summary>
    /// <param name="submissions">All submissions, whichever part of them is graded here.</param>
    /// <param name="file">The file with the names. It is created or completed.</param>
    /// <param name="mayAdd">Whether new names may be added: several machines need the same file.</param>
    /// <exception cref="UsageException">The file is not readable, or not complete.</exception>
    public static IReadOnlyList<Submission> Replace(IReadOnlyList<Submission> submissions, string file, bool mayAdd)
    {
        var numbers = Read(file);
        var added = submissions.Select(static one => one.Name).Where(name => !numbers.ContainsKey(name)).ToArray();
        if (added.Length > 0)
        {
            if (!mayAdd)
            {
                throw new UsageException($"{file} has no number for {Readable.Count(added.Length, "submission")}; all parts need the same file: complete it with --dry-run and without --shard");
            }

            RandomNumberGenerator.Shuffle(added.AsSpan());
            var next = numbers.Values.DefaultIfEmpty(0).Max();
            foreach (var name in added)
            {
                numbers.Add(name, ++next);
            }

            Write(file, numbers);
        }

        return [.. submissions.Select(one => one with { Name = numbers[one.Name].ToString("000", CultureInfo.InvariantCulture), IsAnonymous = true }).OrderBy(static one => one.Name, StringComparer.Ordinal)];
    }

    private static Dictionary<string, int> Read(string file)
    {
        if (!File.Exists(file))
        {
            return new Dictionary<string, int>(StringComparer.Ordinal);
        }

        // A name may contain anything but a slash, so its text is escaped as in JSON.
        var lines = Encoding.UTF8.GetString(WholeFile.Read(file)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return lines[0] == Heading
                ? lines.Skip(1).Select(static line => line.Split(',', 2)).ToDictionary(static cells => Unescape(cells[1]), static cells => int.Parse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture))
                : throw new FormatException("no heading");
        }
        catch (Exception error) when (error is FormatException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new UsageException($"{file} is no key of --anonymous: its first line is '{Heading}', and each further one a number and a name");
        }
    }

    private static void Write(string file, Dictionary<string, int> numbers)
    {
        var text = new StringBuilder($"{Heading}\n");
        foreach (var (name, number) in numbers.OrderBy(static pair => pair.Value))
        {
            text.Append(CultureInfo.InvariantCulture, $"{number:000},{Escaped(name)}\n");
        }

        using var output = new StreamWriter(OutputFile.Create(file));
        output.Write(text);
    }

    private static string Escaped(string name) => name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Unescape(string text) => text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
}
