using Tincan.Cli.Lab;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan lab run</c>: runs experiments, draws and explains them.</summary>
internal sealed class LabRunCommand : Command, IHasExamples
{
    private readonly Argument<string[]> _names = new("NAME") { Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _markdown = NewOption.Flag("--markdown", "Write Markdown, as in docs/observations.md.");

    public LabRunCommand()
        : base("run", "Run experiments. Draws the ladder of each, and explains it.")
    {
        this.AddAll(_names, _markdown);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public string Usage => "NAME... | all";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan lab run coalesced split", "what happens if a read returns several lines, or part of one"),
        ("tincan lab run all", "run all experiments"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var wanted = parsed.GetRequiredValue(_names).SelectMany(Find).Distinct().ToList();
        var report = new LabReport(Console.Out, parsed.GetValue(_markdown));
        report.Begin();
        foreach (var experiment in wanted)
        {
            await using var bench = new LabBench(cancel);
            await experiment.RunAsync(bench);
            report.Write(experiment, bench);
        }

        return ExitCode.Fine;
    }

    private static IReadOnlyList<IExperiment> Find(string name)
    {
        var found = Experiments.All.Where(experiment => name == "all" || experiment.Name == name).ToList();
        return found.Count > 0 ? found : throw new UsageException(
            $"there is no experiment '{name}'; {DidYouMean.Hint(name, Experiments.All.Select(static experiment => experiment.Name), "see 'tincan lab list'")}");
    }
}
