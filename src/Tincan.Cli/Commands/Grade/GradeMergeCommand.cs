using Tincan.Cli.Grading;

namespace Tincan.Cli.Commands.Grade;

/// <summary><c>tincan grade merge</c>: makes one folder of results of several.</summary>
internal sealed class GradeMergeCommand : Command, IHasExamples
{
    private readonly Argument<string[]> _folders = new("FOLDER") { Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _out = NewOption.Text("--out", "FOLDER", "Folder for the results. Default: grades.");

    public GradeMergeCommand()
        : base("merge", "Merge results of several machines, graded with --shard, and write the tables of all.")
    {
        this.AddAll(_folders, _out);
        SetAction((parsed, _) => Failure.GuardAsync(_ => Task.FromResult(Merge(parsed))));
    }

    public string Usage => "FOLDER...";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan grade merge grades-1 grades-2 grades-3", "the tables of all are in the folder grades"),
    ];

    private int Merge(ParseResult parsed)
    {
        var target = new ResultsFolder(parsed.GetValue(_out) ?? "grades");
        var all = new Dictionary<string, (GradeResult Result, string Folder)>(StringComparer.Ordinal);
        var folders = parsed.GetRequiredValue(_folders);
        var first = folders.Select(static path => (Path: path, Results: new ResultsFolder(path).All())).ToList();
        var plan = first.SelectMany(static one => one.Results).FirstOrDefault()?.Plan;
        foreach (var (path, results) in first)
        {
            foreach (var result in results)
            {
                if (result.Plan != plan)
                {
                    throw new UsageException($"{path} was graded with another suite, other options or another version than {folders[0]}: grade both in the same way");
                }

                if (all.TryGetValue(result.Name, out var other) && other.Result.Source != result.Source)
                {
                    throw new UsageException($"{result.Name} is in {other.Folder} and in {path}, and not the same");
                }

                all[result.Name] = (result, path);
            }
        }

        target.Create();
        foreach (var (result, folder) in all.Values)
        {
            target.Take(result, new ResultsFolder(folder));
        }

        return GradeCommand.Report([.. all.Values.Select(static one => one.Result).OrderBy(static one => one.Name, StringComparer.Ordinal)], target);
    }
}
