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
}

/// <summary>Writes help: what the command does, examples, usage, subcommands and options.</summary>
internal sealed class Help : SynchronousCommandLineAction
{
    /// <summary>Makes every command's <c>--help</c> use this class, and sets what <c>--version</c> writes.</summary>
    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Description = "Show this help.";
            option.Action = new Help();
        }

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
        sheet.Table("Options:", help.Options.Select(static option => (option.Written, option.Meaning)));
        return ExitCode.Fine;
    }
}
