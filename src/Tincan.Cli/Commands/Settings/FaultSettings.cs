using System.CommandLine;
using System.Globalization;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Faults.Plans;
using Tincan.Recording;
using Tincan.Parsing;

namespace Tincan.Cli.Commands.Settings;

/// <summary>The options by which every server and client does faults to its connections.</summary>
internal sealed class FaultSettings
{
    /// <summary>Far more than any plan needs: what is longer is some other file, or has no end.</summary>
    private const int MaxFile = 1024 * 1024;

    private readonly Option<string[]> _faults = new("--fault")
    {
        Description = "Do this to connections, for instance split:every=1,dir=in. Write it once for each fault. 'tincan faults' says what there is.",
        HelpName = "PLAN",
    };

    private readonly Option<string?> _file = Opt.InputFile(
        "--fault-plan", "Do the faults of this file (JSON, see docs/faults.md); those of --fault come behind them.");

    private readonly Option<long?> _seed = new("--seed")
    {
        Description = "Of all chance in the faults: the same seed and the same traffic get the same faults. Default: the file's, or one that is chosen and said.",
        HelpName = "N",
        CustomParser = static result =>
        {
            var text = result.Tokens[0].Value;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            {
                return seed;
            }

            result.AddError($"--seed: '{text}' is not a whole number, 0 or more");
            return null;
        },
    };

    public FaultSettings(Command command)
    {
        _faults.CompletionSources.Add([.. FaultKinds.All.Select(static kind => kind.Name)]);
        command.Add(_faults);
        command.Add(_file);
        command.Add(_seed);
    }

    /// <summary>Puts the plan into force; null if there is none, so that nothing of it stands between.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isForLater">Faults may be added later, so there is a plan even if it is empty.</param>
    /// <exception cref="SyntaxException">The plan cannot be understood.</exception>
    /// <exception cref="UsageException">The file cannot be read, or there is a seed and no plan.</exception>
    public FaultInjector? Start(ParseResult parsed, bool isForLater = false)
    {
        var faults = FaultPlan.Parse(parsed.GetValue(_faults) ?? []).Faults;
        var file = parsed.GetValue(_file) is { } path ? Read(path) : null;
        var seed = parsed.GetValue(_seed);
        if (faults.Count == 0 && file is null && !isForLater)
        {
            return seed is null ? null : throw new UsageException("--seed is the seed of a plan: write --fault or --fault-plan too");
        }

        var plan = new FaultPlan([.. file?.Faults ?? [], .. faults], seed ?? file?.Seed);
        var injector = new FaultInjector(plan);
        if (plan is { DrawsByChance: true, Seed: null })
        {
            Say.Line($"seed {injector.Seed} (repeat with --seed {injector.Seed})");
        }

        return injector;
    }

    /// <summary>Lets a recording say under which faults it was made.</summary>
    /// <param name="faults">In force; null if there are none.</param>
    /// <param name="recorder">Null if nothing is recorded.</param>
    public static void Tell(FaultInjector? faults, Recorder? recorder)
    {
        foreach (var (number, fault) in faults?.Faults ?? [])
        {
            recorder?.Note($"fault {number}: {fault}{(new FaultPlan(fault).DrawsByChance ? $" (seed {faults!.Seed})" : "")}");
        }
    }

    private static FaultPlan Read(string path) => FaultPlan.ReadJson(Input.ReadSmall(path, MaxFile, "no plan of faults"), Input.NameOf(path));
}
