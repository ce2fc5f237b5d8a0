using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Tincan.Cli.Terminal;

/// <summary>A command that shows how it is used: the words after its name, and examples that lead its help.</summary>
internal interface IShown
{
    /// <summary>The words of the command line in the order they are written, without options.</summary>
    string Usage { get; }

    /// <summary>Whole command lines that work, each with what it does.</summary>
    IReadOnlyList<(string Line, string Meaning)> Examples { get; }
}

/// <summary>Help that begins with examples.</summary>
internal sealed class Help : SynchronousCommandLineAction
{
    /// <summary>Gives every command's <c>--help</c> this layout.</summary>
    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Description = "Show this help.";
            option.Action = new Help();
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine("Examples:");
        foreach (var (line, meaning) in (command as IShown)?.Examples ?? Start)
        {
            output.WriteLine($"  {line}");
            output.WriteLine($"      {meaning}");
        }

        output.WriteLine();
        output.WriteLine("Usage:");
        output.WriteLine($"  {Usage(command)}");
        var sheet = new Sheet(output);
        sheet.Table("Commands:", command.Subcommands.Select(static sub => (sub.Name, sub.Description ?? "")));
        sheet.Table("Options:", AllOptions(command).Select(static option => (Written(option), option.Description ?? "")));
        return ExitCode.Fine;
    }

    /// <summary>A command's own options, then those that it has from the commands above it.</summary>
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
        var usage = command is IShown shown ? shown.Usage : "COMMAND";
        return string.Join(' ', [.. path, .. usage.Length > 0 ? new[] { usage } : [], "[OPTIONS]"]);
    }

    private static IReadOnlyList<(string Line, string Meaning)> Start { get; } =
    [
        ("tincan demo", "everything at work, in one process"),
        ("tincan serve reverse", "a reverse server on 127.0.0.1:50007"),
        ("tincan reverse localhost 50007 in-proj.txt", "its client"),
    ];
}
