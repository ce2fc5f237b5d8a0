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

/// <summary>Help that begins with examples; the tables of commands and options are the parser's.</summary>
internal sealed class Help : SynchronousCommandLineAction
{
    private readonly HelpAction _tables;

    private Help(HelpAction tables) => _tables = tables;

    /// <summary>Gives every command's <c>--help</c> this layout.</summary>
    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction tables)
            {
                option.Action = new Help(tables);
            }
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
        output.WriteLine($"  {string.Join(' ', Words(command))} [OPTIONS]");
        output.WriteLine();
        output.Write(Tables(parseResult));
        return ExitCode.Fine;
    }

    /// <summary>What the parser writes from its first table on.</summary>
    private string Tables(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        var all = new StringWriter();
        parsed.InvocationConfiguration.Output = all;
        _tables.Invoke(parsed);
        parsed.InvocationConfiguration.Output = output;
        var text = all.ToString();
        var start = text.IndexOf("Options:\n", StringComparison.Ordinal);
        var commands = text.IndexOf("Commands:\n", StringComparison.Ordinal);
        if (commands < 0)
        {
            return text[start..].TrimEnd() + "\n";
        }

        return commands > start ? $"{text[commands..].TrimEnd()}\n\n{text[start..commands].TrimEnd()}\n" : text[commands..].TrimEnd() + "\n";
    }

    private static IEnumerable<string> Words(Command command)
    {
        var path = new List<string>();
        for (var at = command; at is not null and not RootCommand; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            path.Insert(0, at.Name);
        }

        var usage = command is IShown shown ? shown.Usage : "COMMAND";
        return [.. path.Prepend("tincan"), .. usage.Length > 0 ? new[] { usage } : []];
    }

    private static IReadOnlyList<(string Line, string Meaning)> Start { get; } =
    [
        ("tincan demo", "everything at work, in one process"),
        ("tincan serve reverse", "a reverse server on 127.0.0.1:50007"),
        ("tincan reverse localhost 50007 in-proj.txt", "its client"),
    ];
}
