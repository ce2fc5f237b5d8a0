using Tincan.Cli.Services;
using Tincan.Cli.SharedOptions;
using Tincan.Cli.Up;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan up</c>: runs the services of a plan in one process.</summary>
internal sealed class UpCommand : Command, INamedCommand, IHasExamples, IUsesFiles
{
    private readonly Argument<string?> _file = new("FILE") { Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _check = NewOption.Flag("--check", "Check the file and all files that it names, list what would run, and exit.");
    private readonly Option<bool> _schema = NewOption.Flag("--schema", "Write the JSON schema of the file, and exit.");
    private readonly WatchSettings _watch;

    public static string CommandName => "up";

    public static string Does =>
        "Run the services of a file in one process. Without a file: a sample service of each protocol, on loopback, and the live page. "
        + "Writes a line per service, with its name and address.";

    public UpCommand()
        : base(CommandName, Does)
    {
        this.AddAll(_file, _check, _schema);
        _watch = new WatchSettings(this);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt)));
    }

    public IEnumerable<FileUse> Files(ParseResult parsed) => parsed.GetValue(_file) is { } file ? [new($"the plan {file}", file, IsOutput: false)] : [];

    public string Usage => "[FILE]";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan up", "a service of each protocol, with sample files"),
        ("tincan up tincan.json", "the services of the file; see docs/up.md"),
        ("tincan up tincan.json --check", "what it would run, or its first mistake"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, Interrupt interrupt)
    {
        if (parsed.GetValue(_schema))
        {
            await Console.Out.WriteAsync(UpSchema.Write());
            return ExitCode.Fine;
        }

        var plan = parsed.GetValue(_file) is { } path ? UpReader.Read(Input.ReadSmall(path), Input.NameOf(path)) : BuiltInRoster.Plan;
        FileUse.Check([.. _watch.Files(parsed), .. plan.Files]);
        if (parsed.GetValue(_check))
        {
            await UpCheck.WriteAsync(plan, Console.Out, interrupt.Token);
            return ExitCode.Fine;
        }

        await using var watching = _watch.Start(parsed);
        await using var run = new ServiceRun(plan) { Title = "up" };
        return await run.RunAsync(watching, interrupt, services => Tell(plan, services));
    }

    private static void Tell(ServiceGroup plan, IReadOnlyList<RunningService> services)
    {
        foreach (var service in services)
        {
            StandardStreams.Announce($"{service.Plan.Name} {service.LocalEndPoint}");
            if (plan.File is null && service.Reached is HostPort address)
            {
                var command = service.Plan.Kind.Try.Replace("HOST", address.Host, StringComparison.Ordinal).Replace("PORT", $"{address.Port}", StringComparison.Ordinal);
                Stderr.Line($"  {service.Plan.Name,-9} {command,-50} {service.Plan.Kind.Does}");
            }
        }
    }
}
