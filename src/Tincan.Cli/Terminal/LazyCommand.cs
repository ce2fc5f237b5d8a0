namespace Tincan.Cli.Terminal;

/// <summary>A command whose name is known without making it.</summary>
internal interface INamedCommand
{
    /// <summary>Its name.</summary>
    static abstract string CommandName { get; }

    /// <summary>What it does, for help.</summary>
    static abstract string Does { get; }
}

/// <summary>A command that is made when a command line names it. To make the options of all commands would take longer than most of them run.</summary>
internal sealed class LazyCommand(string name, string description, Func<Command> make) : Command(name, description)
{
    public static LazyCommand Of<TCommand>()
        where TCommand : Command, INamedCommand, new() => new(TCommand.CommandName, TCommand.Does, static () => new TCommand());

    /// <summary>Parses a command line, and makes the command that it names.</summary>
    /// <param name="parse">Parses it with the commands that exist; called again after one is made.</param>
    public static ParseResult Parse(Func<ParseResult> parse)
    {
        while (true)
        {
            var parsed = parse();
            if (parsed.CommandResult.Command is not LazyCommand named)
            {
                return parsed;
            }

            var siblings = named.Parents.OfType<Command>().Single().Subcommands;
            siblings[siblings.IndexOf(named)] = named.Make();
        }
    }

    /// <summary>Makes the commands below another, and those below them.</summary>
    public static void MakeAll(Command command)
    {
        var below = command.Subcommands;
        for (var i = 0; i < below.Count; i++)
        {
            below[i] = below[i] is LazyCommand lazy ? lazy.Make() : below[i];
            MakeAll(below[i]);
        }
    }

    /// <summary>Makes the command, with all of its options.</summary>
    public Command Make() => make();
}
