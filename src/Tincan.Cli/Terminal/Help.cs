using System.CommandLine;
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
    /// <summary>Makes every command's <c>--help</c> use this class.</summary>
    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Description = "Show this help.";
            option.Action = new Help();
        }

        root.Options.OfType<VersionOption>().Single().Description = "Show the version.";
    }

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        var sheet = new WrappedWriter(output);
        sheet.Paragraph(command.Description!);
        sheet.Line();
        sheet.Line("Examples:");
        foreach (var (line, meaning) in (command as IHasExamples)?.Examples ?? Start)
        {
            sheet.Line($"  {line}");
            sheet.Paragraph(meaning, indent: 6);
        }

        sheet.Line();
        sheet.Line("Usage:");
        sheet.Line($"  {Usage(command)}");
        sheet.Table("Commands:", command.Subcommands.Select(static sub => (sub.Name, sub.Description ?? "")));
        sheet.Table("Options:", AllOptions(command).Select(static option => (Written(option), option.Description ?? "")));
        return ExitCode.Fine;
    }

    /// <summary>The command's own options, then those of its parents.</summary>
    private static IEnumerable<Option> AllOptions(Command command) => command.Options.Concat(
        command.Parents.OfType<Command>().SelectMany(AllOptions).Where(static option => option.Recursive));

    private static string Written(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(static alias => alias[0] == '-').Order(StringComparer.Ordinal).Append(option.Name));
        return option.HelpName is null ? names : $"{names} {option.HelpName}";
    }

    private static string Usage(Command command)
    {
        var path = new Stack<string>();
        for (var at = command; at is not null and not RootCommand; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            path.Push(at.Name);
        }

        path.Push("tincan");
        var usage = command is IHasExamples shown ? shown.Usage : "COMMAND";
        return string.Join(' ', [.. path, .. usage.Length > 0 ? new[] { usage } : [], "[OPTIONS]"]);
    }

    private static IReadOnlyList<(string Line, string Meaning)> Start { get; } =
    [
        ("tincan demo", "run every protocol once, in one process"),
        ("tincan serve reverse", "a reverse server on 127.0.0.1:50007"),
        ("tincan reverse localhost 50007 in-proj.txt", "its client, which sends the lines of a file"),
    ];
}
