using System.IO.Enumeration;
using Tincan.Checks.Cases;
using Tincan.Checks.Running;
using Tincan.Checks.Suites;

namespace Tincan.Cli.Commands.Check;

/// <summary>The options that select cases, and those that may fail.</summary>
internal sealed class CheckCaseOptions
{
    private readonly Option<string[]> _only = Globs("--only", "Run only cases that match; * matches anything. May be given several times.");
    private readonly Option<string[]> _skip = Globs("--skip", "Skip cases that match. May be given several times.");
    private readonly Option<bool> _strict = NewOption.Flag("--strict", "Treat what a program should do as what it must do.");
    private readonly Option<string?> _known = NewOption.InputFile(
        "--known-failing", "File of case ids that may fail, one per line, # for comments. Cases that pass are reported.");

    private readonly Option<bool> _update = NewOption.Flag("--update", "With --known-failing: update the list with the cases that fail, and exit with 0.");

    /// <param name="command">The command.</param>
    /// <param name="canUpdate">Whether it can change the list of cases that may fail.</param>
    public CheckCaseOptions(Command command, bool canUpdate = true)
    {
        _only.CompletionSources.Add(CheckWords.Cases);
        _skip.CompletionSources.Add(CheckWords.Cases);
        command.AddAll(_only, _skip, _strict, _known);
        if (canUpdate)
        {
            command.Add(_update);
        }
    }

    public bool IsStrict(ParseResult parsed) => parsed.GetValue(_strict);

    /// <summary>The selected cases, in the order of the suite; those whose day has come are not hidden any more.</summary>
    public IReadOnlyList<Case> Read(ParseResult parsed, Suite suite)
    {
        var only = parsed.GetValue(_only) ?? [];
        var skip = parsed.GetValue(_skip) ?? [];
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date);
        return [.. suite.Cases.Where(one => (only.Length == 0 || Matches(only, suite, one)) && !Matches(skip, suite, one)).Select(one => one.On(today)).OrderBy(static one => one.IsHidden)];
    }

    /// <exception cref="UsageException">The file cannot be read.</exception>
    /// <exception cref="BadFileException">It has an unknown id.</exception>
    public IReadOnlySet<string> ReadKnown(ParseResult parsed, Suite suite)
    {
        var path = parsed.GetValue(_known);
        if (path is null)
        {
            return parsed.GetValue(_update) ? throw new UsageException("--update needs --known-failing: add --known-failing FILE") : new HashSet<string>();
        }

        return KnownFailing.Read(Text(parsed, path), path, [.. SuiteNames.Ids, .. suite.Cases.Select(static one => one.Id)]);
    }

    /// <summary>Updates the list, if --update is given.</summary>
    public bool Update(ParseResult parsed, CheckRecord record)
    {
        if (!parsed.GetValue(_update))
        {
            return false;
        }

        var path = parsed.GetValue(_known)!;
        var text = KnownFailing.Update(Text(parsed, path), record);
        using var file = new StreamWriter(OutputFile.Create(path));
        file.Write(text);
        return record.Count<Verdict.NotRun>() == 0;
    }

    private string Text(ParseResult parsed, string path) =>
        parsed.GetValue(_update) && !File.Exists(path) ? "" : Encoding.UTF8.GetString(Input.ReadSmall(path));

    /// <summary>Matches a case by its id, with or without the suite's name.</summary>
    private static bool Matches(string[] globs, Suite suite, Case one) => Array.Exists(
        globs,
        glob => FileSystemName.MatchesSimpleExpression(glob, one.Id, ignoreCase: false)
            || FileSystemName.MatchesSimpleExpression($"{suite.Name}.{glob}", one.Id, ignoreCase: false));

    private static Option<string[]> Globs(string name, string description) => new(name) { Description = description, HelpName = "GLOB" };
}
