using System.CommandLine;
using Tincan.Cli.Services;
using Tincan.Cli.Settings;
using Tincan.Cli.SharedOptions;
using Tincan.Cli.Terminal;
using Tincan.Cli.Up;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan up</c>: all services that one file says, in one process.</summary>
internal sealed class UpCommand : Command, IHasExamples, IUsesFiles
{
    private readonly Argument<string?> _file = new("FILE") { Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _check = Opt.Flag("--check", "Read the file and all that it names, say what would run, and run nothing.");
    private readonly Option<bool> _schema = Opt.Flag("--schema", "Write the JSON schema of the file.");
    private readonly WatchSettings _watch;

    public UpCommand()
        : base(
            "up",
            "Run many services at once, as one file says; without a file all of them, on their well-known ports of 127.0.0.1, with the live page. "
            + "Each line of output is the name of a service and where it listens.")
    {
        this.AddAll(_file, _check, _schema);
        _watch = new WatchSettings(this);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt)));
    }

    public IEnumerable<FileUse> Files(ParseResult parsed) => parsed.GetValue(_file) is { } file ? [new($"the plan {file}", file, IsOutput: false)] : [];

    public string Usage => "[FILE]";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan up", "everything, with sample tables and a sample book"),
        ("tincan up tincan.json", "what the file says; docs/up.md explains it"),
        ("tincan up tincan.json --check", "what it would run, or what is wrong with it and where"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, Interrupt interrupt)
    {
        if (parsed.GetValue(_schema))
        {
            await Console.Out.WriteAsync(UpSchema.Write());
            return ExitCode.Fine;
        }

        var plan = parsed.GetValue(_file) is { } path ? UpReader.Read(Input.ReadSmall(path, UpReader.MaxFile, "a plan of services"), Input.NameOf(path)) : BuiltInRoster.Plan;
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
            if (plan.File is null && service.Reached is HostPort place)
            {
                var command = service.Plan.Kind.Try.Replace("HOST", place.Host, StringComparison.Ordinal).Replace("PORT", $"{place.Port}", StringComparison.Ordinal);
                Say.Line($"  {service.Plan.Name,-9} {command,-50} {service.Plan.Kind.Does}");
            }
        }
    }
}
