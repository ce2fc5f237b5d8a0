namespace Tincan.Checks.Running;

/// <summary>A file with the ids of cases that are known to fail: one per line, with comments after <c>#</c>.</summary>
public static class KnownFailing
{
    /// <summary>Reads the ids.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="name">The name of the file, for error messages.</param>
    /// <param name="known">All ids that exist.</param>
    /// <exception cref="BadFileException">An id does not exist.</exception>
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

    /// <summary>Updates the file: removes ids that pass now, and adds ids that fail now. Comments and cases that did not run stay.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="record">The results.</param>
    public static string Update(string text, CheckRecord record)
    {
        var passed = Ids<Verdict.Passed>(record);
        var failed = Ids<Verdict.Failed>(record);
        var kept = Array.FindAll(Lines(text), line => !passed.Contains(IdOf(line)));
        failed.ExceptWith(kept.Select(IdOf));
        return string.Concat(kept.Concat(record.Cases.Select(static one => one.Case.Id).Where(failed.Contains)).Select(static line => $"{line}\n"));
    }

    private static HashSet<string> Ids<T>(CheckRecord record)
        where T : Verdict =>
        [.. record.Cases.Where(static one => one.Verdict is T).Select(static one => one.Case.Id)];

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');

    private static string IdOf(string line) => line.Split('#')[0].Trim();
}
