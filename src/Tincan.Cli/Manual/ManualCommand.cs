namespace Tincan.Cli.Manual;

/// <summary><c>tincan manual</c>: the help of all commands, as man pages and as one document.</summary>
internal sealed class ManualCommand : Command, INamedCommand, IHasExamples
{
    private readonly Argument<string> _folder = new("FOLDER");

    public static string CommandName => "manual";

    public static string Does => "Write the manual into a folder: a man page for each command, in man1, and cli.md with all of them.";

    public ManualCommand()
        : base(CommandName, Does)
    {
        Add(_folder);
        SetAction((parsed, _) => Failure.GuardAsync(_ => Task.FromResult(Write(parsed.RootCommandResult.Command, parsed.GetRequiredValue(_folder)))));
    }

    public string Usage => "FOLDER";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan manual manual", "then: man -M manual tincan-serve-echo"),
    ];

    private static int Write(Command root, string folder)
    {
        LazyCommand.MakeAll(root);
        var sheets = All(new HelpSheet(root)).ToList();
        var pages = Directory.CreateDirectory(Path.Join(folder, "man1"));
        foreach (var sheet in sheets)
        {
            using var page = new StreamWriter(Path.Join(pages.FullName, $"{ManPage.NameOf(sheet)}.1"));
            new ManPage(page).Write(sheet);
        }

        using var document = new StreamWriter(Path.Join(folder, "cli.md"));
        new CliDocument(document).Write(sheets);
        return ExitCode.Fine;
    }

    private static IEnumerable<HelpSheet> All(HelpSheet sheet) => [sheet, .. sheet.Commands.SelectMany(All)];
}
