using System.CommandLine.Completions;
using Tincan.Checks.Cases;
using Tincan.Checks.Reports;

namespace Tincan.Cli.Commands.Check;

/// <summary><c>tincan check explain</c>: explains a case or a kind of failure.</summary>
internal sealed class CheckExplainCommand : Command, IHasExamples
{
    private readonly Argument<string> _id = new("ID");

    public CheckExplainCommand()
        : base("explain", "Explain what a case requires or what a kind of failure means, and where to look in the program.")
    {
        _id.CompletionSources.Add(static _ => [.. SuiteNames.Ids.Concat(FailurePages.Names).Select(static name => new CompletionItem(name))]);
        Add(_id);
        SetAction((parsed, _) => Failure.GuardAsync(_ => Task.FromResult(Explain(parsed.GetRequiredValue(_id)))));
    }

    public string Usage => "(ID | KIND)";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan check explain reverse.server.ahead", "what the case requires, and why"),
        ("tincan check explain wrong-bytes", "the usual causes of such a failure, with wrong and correct programs"),
    ];

    private static int Explain(string id)
    {
        if (FailurePages.Read(id) is { } page)
        {
            Console.Out.Write(page);
            return ExitCode.Fine;
        }

        var (suite, one) = SuiteNames.FindCase(id);
        var sheet = new WrappedWriter(Console.Out);
        sheet.Paragraph($"{one.Id} ({ReportText.Of(one.Level)}, {(one.Points == 1 ? "1 point" : $"{one.Points} points")})");
        sheet.Line();
        sheet.Paragraph(one.Requirement);
        sheet.Line();
        sheet.Paragraph($"Why: {one.Why}");
        sheet.Paragraph($"Hint: {one.Hint}");
        if (one.CanPerturb)
        {
            sheet.Table("If it passes, it runs again with each of these:", Perturbation.All
                .Where(perturbation => one.IsPipelined || !perturbation.NeedsPipelining)
                .Select(static perturbation => (perturbation.When, $"--fault {perturbation.Fault}\nFinds one that {perturbation.Diagnosis}.")));
        }

        var about = suite.Parameters.Where(parameter => parameter.Cases.Contains(one.Id)).ToList();
        if (about.Count > 0)
        {
            sheet.Table("It depends on these parameters. Set them for another edition of the assignment:", about.Select(static parameter => ($"--set {parameter.Name}={parameter.Form}", parameter.Help)));
        }

        sheet.Line();
        sheet.Line($"  tincan check {suite.Name} --only {one.Id} -- PROGRAM");
        return ExitCode.Fine;
    }
}
