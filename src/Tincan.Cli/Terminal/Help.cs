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
    private const int MaxWidth = 100;

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
        WriteTable(output, "Commands:", command.Subcommands.Select(static sub => (sub.Name, sub.Description ?? "")));
        WriteTable(output, "Options:", AllOptions(command).Select(static option => (Written(option), option.Description ?? "")));
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

    private static void WriteTable(TextWriter output, string heading, IEnumerable<(string Name, string Meaning)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(heading);
        var column = Math.Min(all.Max(static row => row.Name.Length), 28) + 4;
        foreach (var (name, meaning) in all)
        {
            var indent = $"  {name}".PadRight(column);
            if (name.Length + 4 > column)
            {
                output.WriteLine(indent);
                indent = new string(' ', column);
            }

            foreach (var line in WordWrap.Lines(meaning, Width() - column))
            {
                output.WriteLine($"{indent}{line}");
                indent = new string(' ', column);
            }
        }
    }

    private static int Width() => Console.IsOutputRedirected ? MaxWidth : Math.Clamp(Console.WindowWidth, 60, MaxWidth);

    private static IReadOnlyList<(string Line, string Meaning)> Start { get; } =
    [
        ("tincan demo", "everything at work, in one process"),
        ("tincan serve reverse", "a reverse server on 127.0.0.1:50007"),
        ("tincan reverse localhost 50007 in-proj.txt", "its client"),
    ];
}
