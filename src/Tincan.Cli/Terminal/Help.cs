using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Tincan.Cli.Terminal;

/// <summary>A command with a usage line and examples in its help.</summary>
internal interface IHasExamples
{
    /// <summary>The arguments in order, without options.</summary>
    string Usage { get; }

    /// <summary>Command lines that work, each with what it does.</summary>
    IReadOnlyList<(string Line, string Meaning)> Examples { get; }

    /// <summary>The options that <c>--help</c> shows; null: all. <c>--help-all</c> shows the others, too.</summary>
    IReadOnlyCollection<string>? UsualOptions => null;
}

/// <summary>Writes help: what the command does, examples, usage, subcommands and options.</summary>
/// <param name="isWhole">With the options that few people need.</param>
internal sealed class Help(bool isWhole = false) : SynchronousCommandLineAction
{
    /// <summary>The option that shows all options.</summary>
    public const string Whole = "--help-all";

    /// <summary>Makes every command's <c>--help</c> use this class, and sets what <c>--version</c> writes.</summary>
    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Description = "Show this help.";
            option.Action = new Help();
        }

        root.Options.Add(new Option<bool>(Whole) { Description = "Show this help with all options.", Recursive = true, Action = new Help(isWhole: true) });
        var version = root.Options.OfType<VersionOption>().Single();
        version.Description = "Show the version, the commit and the runtime.";
        version.Action = new ProgramVersion();
    }

    public override int Invoke(ParseResult parseResult)
    {
        var help = new HelpSheet(parseResult.CommandResult.Command);
        var sheet = new WrappedWriter(parseResult.InvocationConfiguration.Output);
        sheet.Paragraph(help.Description);
        sheet.Line();
        sheet.Line("Examples:");
        foreach (var (line, meaning) in help.Examples)
        {
            sheet.Line($"  {line}");
            sheet.Paragraph(meaning, indent: 6);
        }

        sheet.Line();
        sheet.Line("Usage:");
        sheet.Line($"  {help.Usage}");
        sheet.Table("Commands:", help.Commands.Select(static sub => (sub.Path[^1], sub.Description)));
        var options = (isWhole ? help.Options : help.UsualOptions).ToList();
        sheet.Table("Options:", options.Select(static option => (option.Written, option.Meaning)));
        if (help.Options.Count() - options.Count is var more and > 0)
        {
            sheet.Line();
            sheet.Paragraph($"{more} more, such as limits, timeouts and TLS: {string.Join(' ', help.Path)} {Whole}");
        }

        return ExitCode.Fine;
    }
}
