namespace Tincan.Cli.Terminal;

/// <summary>What help and the manual say of a command.</summary>
internal sealed class HelpSheet(Command command)
{
    private static readonly IReadOnlyList<(string Line, string Meaning)> Start =
    [
        ("tincan demo", "run every protocol once, in one process"),
        ("tincan serve reverse", "a reverse server on 127.0.0.1:50007"),
        ("tincan reverse localhost 50007 in-proj.txt", "its client, which sends the lines of a file"),
    ];

    /// <summary>The words that name it: <c>tincan serve echo</c>.</summary>
    public IReadOnlyList<string> Path { get; } =
        ["tincan", .. Line(command).Reverse().Skip(1).Select(static one => one.Name)];

    /// <summary>What it does.</summary>
    public string Description => command.Description!;

    /// <summary>Command lines that work.</summary>
    public IReadOnlyList<(string Line, string Meaning)> Examples => (command as IHasExamples)?.Examples ?? Start;

    /// <summary>The command with its arguments.</summary>
    public string Usage
    {
        get
        {
            var arguments = command is IHasExamples shown ? shown.Usage : "COMMAND";
            return string.Join(' ', [.. Path, .. arguments.Length > 0 ? new[] { arguments } : [], "[OPTIONS]"]);
        }
    }

    /// <summary>The sheets of its subcommands.</summary>
    public IEnumerable<HelpSheet> Commands => command.Subcommands.Where(static one => !one.Hidden).Select(static one => new HelpSheet(one));

    /// <summary>Its own options, then those of its parents.</summary>
    public IEnumerable<OptionSheet> Options => Line(command)
        .SelectMany(one => one.Options.Where(option => (one == command || option.Recursive) && !option.Hidden && (Usual is not null || option.Name != Help.Whole)))
        .Select(static option => new OptionSheet(option));

    /// <summary>Those that most people need, and those about help.</summary>
    public IEnumerable<OptionSheet> UsualOptions => Options.Where(option => Usual?.Contains(option.Names[^1]) != false || option.Names[^1].StartsWith("--help", StringComparison.Ordinal));

    private IReadOnlyCollection<string>? Usual => (command as IHasExamples)?.UsualOptions;

    /// <summary>The command and its parents.</summary>
    private static IEnumerable<Command> Line(Command command)
    {
        for (var one = command; one is not null; one = one.Parents.OfType<Command>().FirstOrDefault())
        {
            yield return one;
        }
    }
}

/// <summary>What help and the manual say of an option.</summary>
internal sealed class OptionSheet(Option option)
{
    /// <summary>Its names, short ones first.</summary>
    public IReadOnlyList<string> Names { get; } =
        [.. option.Aliases.Where(static alias => alias[0] == '-').Order(StringComparer.Ordinal), option.Name];

    /// <summary>The placeholder of its value; empty if it has none.</summary>
    public string Value => option.HelpName ?? "";

    /// <summary>What it does.</summary>
    public string Meaning => option.Description ?? "";

    /// <summary>Its names and its value, as they are written.</summary>
    public string Written => $"{string.Join(", ", Names)} {Value}".TrimEnd();
}
