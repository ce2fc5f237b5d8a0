using Tincan.Checks;
using Tincan.Checks.Cases;
using Tincan.Checks.Pages;
using Tincan.Checks.Reports;
using Tincan.Pages;
using Tincan.Pages.Reading;

namespace Tincan.Cli.Pages;

/// <summary><c>tincan page</c>: what a protocol page says, and whether it is right.</summary>
internal sealed class PageCommand : Command, INamedCommand, IHasExamples
{
    public static string CommandName => "page";

    public static string Does => "Check a protocol page for mistakes, or show what Tincan reads in it.";

    public PageCommand()
        : base(CommandName, Does)
    {
        Add(new OfPage("check", "Look for mistakes: each has its line, its column and what would be right.", static (page, _) => Check(page)));
        var students = NewOption.Flag("--for-students", "Write the page itself, without the cases that are hidden today: the hand-out.");
        var show = new OfPage("show", "Show the framing, the parameters, the rules and the cases of a page.", (page, parsed) => Show(page, parsed.GetValue(students)));
        show.Add(students);
        Add(show);
    }

    public string Usage => "check FILE | show FILE";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan page check sum.md", "is everything on it right?"),
        ("tincan page show sum.md", "its cases, with those that follow from its framing"),
        ("tincan page show --for-students sum.md", "the page without its hidden cases"),
        ("tincan serve sum.md", "run a server of the protocol"),
        ("tincan check sum.md -- python3 server.py {port}", "check a server"),
    ];

    private static void Check(Page page)
    {
        var sides = PageSuite.Sides(page).Select(side => $"{PageSuite.Of(page, side).Cases.Count} cases for a {Word(side)}").ToList();
        Console.Out.WriteLine($"{page.Title}: {Count(page.Rules.Count, "rule")}, {Count(page.Cases.Count, "transcript")}{string.Concat(sides.Select(static side => $", {side}"))}");
    }

    private static void Show(Page page, bool isForStudents)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date);
        if (isForStudents)
        {
            Console.Out.Write(Encoding.UTF8.GetString(HandOut.Of(page, today)));
            return;
        }

        var sheet = new WrappedWriter(Console.Out);
        sheet.Paragraph($"{page.Title} ({page.Name}): framing {page.Framing.Words}{(page.Port > 0 ? $", port {page.Port}" : "")}");
        sheet.Table("Parameters (--set NAME=VALUE):", page.Parameters.Select(static one => (one.Name, $"{one.Meaning} Default: {(one.Default.Length > 0 ? one.Default : "\"\"")}{(one.Choices.Count > 0 ? $" of {string.Join(", ", one.Choices)}" : "")}".Trim())));
        sheet.Table("Rules:", page.Rules.Select(static rule => ($"{rule.At.Line}", Escape.ForTerminal(rule.At.Bytes))));
        foreach (var side in PageSuite.Sides(page))
        {
            var suite = PageSuite.Of(page, side);
            sheet.Table($"Cases for a {Word(side)}:", suite.Cases.Select(one => (one.Id, $"{ReportText.Of(one.Level)}{Hiding(one.On(today))}: {one.Requirement}")));
        }
    }

    private static string Hiding(Case one) =>
        !one.IsHidden ? "" : $", {ReportText.Of(one.Visibility).Replace('_', ' ')}{(one.HiddenUntil is { } day ? $" until {day:yyyy-MM-dd}" : "")}";

    private static string Word(Side side) => side == Side.Server ? "server" : "client";

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    /// <summary>A command that reads a page.</summary>
    private sealed class OfPage : Command, IHasExamples, IUsesFiles
    {
        private readonly Argument<string> _file = new("FILE");

        public OfPage(string name, string does, Action<Page, ParseResult> run)
            : base(name, does)
        {
            Add(_file);
            SetAction((parsed, _) => Failure.GuardAsync(_ =>
            {
                run((PageWord.Find(parsed.GetRequiredValue(_file)) ?? new PageWord(parsed.GetRequiredValue(_file), IsFile: true, null)).Read(), parsed);
                return Task.FromResult(ExitCode.Fine);
            }));
            Examples = [($"tincan page {name} sum.md", does.TrimEnd('.'))];
        }

        public string Usage => "FILE";

        public IReadOnlyList<(string Line, string Meaning)> Examples { get; }

        public IEnumerable<FileUse> Files(ParseResult parsed) => PageWord.Find(parsed.GetRequiredValue(_file)) is { IsFile: false } ? [] : [FileUse.Input(parsed.GetRequiredValue(_file))];
    }
}
