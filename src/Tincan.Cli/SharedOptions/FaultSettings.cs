using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Plans;
using Tincan.Parsing.Forms;
using Tincan.Recording;

namespace Tincan.Cli.SharedOptions;

/// <summary>The options for faults, which every server and client has.</summary>
internal sealed class FaultSettings
{
    /// <summary>The help of a seed.</summary>
    public const string SeedMeaning = "Seed for every random choice a fault makes. The same seed and the same traffic give the same faults.";

    private readonly Option<string[]> _faults = new("--fault")
    {
        Description = "Inject a fault into every connection, for instance split:every=1,dir=in. May be given several times. 'tincan faults' lists them.",
        HelpName = "PLAN",
    };

    private readonly Option<string?> _file = NewOption.InputFile(
        "--fault-plan", "Inject the faults in this JSON file, before those of --fault. See docs/faults.md.");

    private readonly Option<long?> _seed = NewOption.Optional(
        "--seed",
        new NumberForm<long>(0),
        $"{SeedMeaning} Default: the plan's seed, or a random one, which is printed.");

    public FaultSettings(Command command)
    {
        _faults.CompletionSources.Add(static context => FaultWords.Of(context.WordToComplete));
        command.AddAll(_faults, _file, _seed);
    }

    /// <summary>Starts the plan; null if there is none, and then nothing is added to the connections.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isForLater">Faults may be added later, so an empty plan is started too.</param>
    /// <exception cref="SyntaxException">The plan is malformed.</exception>
    /// <exception cref="UsageException">The file cannot be read, or there is a seed and no plan.</exception>
    public FaultInjector? Start(ParseResult parsed, bool isForLater = false)
    {
        var faults = FaultPlan.Parse(parsed.GetValue(_faults) ?? []).Faults;
        var file = parsed.GetValue(_file) is { } path ? Read(path) : null;
        var seed = parsed.GetValue(_seed);
        if (faults.Count == 0 && file is null && !isForLater)
        {
            return seed is null ? null : throw new UsageException("--seed is only for faults: add --fault or --fault-plan");
        }

        var plan = new FaultPlan([.. file?.Faults ?? [], .. faults], seed ?? file?.Seed);
        var injector = new FaultInjector(plan);
        if (plan is { DrawsByChance: true, Seed: null })
        {
            Stderr.Line($"seed {injector.Seed} (repeat with --seed {injector.Seed})");
        }

        return injector;
    }

    /// <summary>Rejects a fault that selects messages by name if nothing names them.</summary>
    /// <param name="faults">The faults; null if there are none.</param>
    /// <param name="hasNames">Whether messages have names.</param>
    public static void CheckNames(FaultInjector? faults, bool hasNames)
    {
        if (!hasNames && faults?.Faults.FirstOrDefault(static one => one.Fault.SelectsByName) is { Fault: { } named })
        {
            throw new UsageException($"'{named}' asks for messages by their name, and only a protocol page names them: add --messages PAGE");
        }
    }

    /// <summary>Adds a note about each fault to a recording.</summary>
    /// <param name="faults">The faults; null if there are none.</param>
    /// <param name="recorder">The recording; null if there is none.</param>
    public static void Note(FaultInjector? faults, Recorder? recorder)
    {
        foreach (var (number, fault) in faults?.Faults ?? [])
        {
            recorder?.Note($"fault {number}: {fault}{(new FaultPlan(fault).DrawsByChance ? $" (seed {faults!.Seed})" : "")}");
        }
    }

    private static FaultPlan Read(string path) => FaultPlan.ReadJson(Input.ReadSmall(path), Input.NameOf(path));
}
