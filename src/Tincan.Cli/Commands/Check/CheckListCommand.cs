using Tincan.Checks.Pages;
using Tincan.Checks.Reports;
using Tincan.Pages.Reading;

namespace Tincan.Cli.Commands.Check;

/// <summary><c>tincan check list</c>: lists the suites, or the cases of one.</summary>
internal sealed class CheckListCommand : Command, IHasExamples
{
    private readonly Argument<string?> _suite = new("SUITE") { Arity = ArgumentArity.ZeroOrOne };

    public CheckListCommand()
        : base("list", "List the suites, or the cases of one.")
    {
        _suite.CompletionSources.Add(CheckWords.Suites);
        Add(_suite);
        SetAction((parsed, _) => Failure.GuardAsync(_ => Task.FromResult(List(parsed.GetValue(_suite)))));
    }

    public string Usage => "[SUITE]";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan check list", "list the suites"),
        ("tincan check list reverse.server", "list the cases of a suite"),
    ];

    private static int List(string? name)
    {
        var sheet = new WrappedWriter(Console.Out);
        if (name is null)
        {
            sheet.Table("Suites:", SuiteNames.Names.Select(static suite => (suite, PageSuite.DescribeLibrary(suite))));
            sheet.Table("Pages (NAME.server, NAME.client):", PageLibrary.Names.Select(static page => (page, PageLibrary.Head(page).Title)));
            return ExitCode.Fine;
        }

        var suite = SuiteNames.Find(name);
        sheet.Paragraph($"{suite.Name}: {suite.Description}");
        sheet.Table("Cases:", suite.Cases.Select(static one => (one.Id, $"{ReportText.Of(one.Level)}{(one.IsHidden ? " (hidden)" : "")}: {one.Requirement}")));
        if (suite.Parameters.Count > 0)
        {
            sheet.Table("Parameters (--set NAME=VALUE):", suite.Parameters.Select(static one => ($"{one.Name}={one.Form}", one.Help)));
        }

        return ExitCode.Fine;
    }
}
