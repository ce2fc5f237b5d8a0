namespace Tincan.Checks.Running;

/// <summary>A file of the ids of cases that are known to fail: one a line, <c>#</c> before a comment.</summary>
public static class KnownFailing
{
    /// <summary>The ids of a file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="name">How it is called in a message.</param>
    /// <param name="known">All ids there are.</param>
    /// <exception cref="BadFileException">An id is none.</exception>
    public static IReadOnlySet<string> Read(string text, string name, IReadOnlyCollection<string> known)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (number, line) in Lines(text).Index())
        {
            var id = IdOf(line);
            if (id.Length > 0 && !known.Contains(id))
            {
                throw new BadFileException(name, number + 1, $"there is no case '{id}'; {DidYouMean.Hint(id, known, "see 'tincan check list'")}");
            }

            ids.Add(id);
        }

        ids.Remove("");
        return ids;
    }

    /// <summary>The text brought up to date: what passes is taken off, and what fails is put on. Comments stay, and so does what was not run.</summary>
    /// <param name="text">The text as it was.</param>
    /// <param name="record">What has been found out.</param>
    public static string Update(string text, CheckRecord record)
    {
        var passed = Ids<Verdict.Passed>(record);
        var failed = Ids<Verdict.Failed>(record);
        var updated = new StringBuilder();
        foreach (var line in Lines(text).Where(line => !passed.Contains(IdOf(line))))
        {
            updated.Append(line).Append('\n');
            failed.Remove(IdOf(line));
        }

        foreach (var one in record.Cases.Where(one => failed.Contains(one.Case.Id)))
        {
            updated.Append(one.Case.Id).Append('\n');
        }

        return updated.ToString();
    }

    private static HashSet<string> Ids<T>(CheckRecord record)
        where T : Verdict =>
        [.. record.Cases.Where(static one => one.Verdict is T).Select(static one => one.Case.Id)];

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');

    private static string IdOf(string line) => line.Split('#')[0].Trim();
}
