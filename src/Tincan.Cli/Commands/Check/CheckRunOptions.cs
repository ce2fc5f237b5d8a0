using System.CommandLine;
using Tincan.Checks;
using Tincan.Checks.Cases;
using Tincan.Checks.Running;
using Tincan.Checks.Suites;
using Tincan.Cli.Settings;
using Tincan.Cli.SharedOptions;

namespace Tincan.Cli.Commands.Check;

/// <summary>The options that say how cases are run, and for how long.</summary>
internal sealed class CheckRunOptions
{
    private static readonly CheckOptions Default = new();

    private readonly Option<Dialect> _dialect = Opt.Of(
        "--dialect", SettingForms.Dialect, Dialect.Auto, "How lines end that the program is sent, and its own. auto: read off what it sends when it is asked, and reported.");

    private readonly Option<int> _jobs = Opt.Number(
        "--jobs",
        0,
        0,
        1000,
        "How many cases run at the same time; 0: two a core, because they wait more than they work, one in all with --at or --port, and one a core for --selftest.");

    private readonly Option<int> _seed = Opt.Number("--seed", (int)Default.Seed, 0, int.MaxValue, FaultSettings.SeedMeaning);
    private readonly Option<bool> _failFast = Opt.Flag("--fail-fast", "End at the first case that fails and may not.");
    private readonly Option<bool> _noFaults = Opt.Flag("--no-faults", "Do not run cases again with the bytes cut, coalesced or late.");
    private readonly Option<TimeSpan> _deadline = Opt.Time("--deadline", Default.Deadline, "How long a resolver under check waits for its table servers.");
    private readonly Option<TimeSpan> _limit = Opt.Time("--case-timeout", Default.CaseTimeout, "How long a case may take.");
    private readonly Option<TimeSpan> _totalTimeout = Opt.Time(
        "--total-timeout", Timeout.InfiniteTimeSpan, "How long all cases together may take. What was not run then has not passed.");

    private readonly Option<TimeSpan> _startTimeout = Opt.Time("--start-timeout", Default.StartTimeout, "How long the program may take to listen, or to connect.");

    public CheckRunOptions(Command command)
    {
        command.AddAll(_dialect, _jobs, _seed, _failFast, _noFaults, _startTimeout, _deadline, _limit, _totalTimeout);
    }

    public CheckOptions Read(ParseResult parsed) => new()
    {
        Dialect = parsed.GetRequiredValue(_dialect)!,
        Seed = parsed.GetValue(_seed),
        StartTimeout = parsed.GetValue(_startTimeout),
        Deadline = parsed.GetValue(_deadline),
        CaseTimeout = parsed.GetValue(_limit),
    };

    public CheckPlan Plan(ParseResult parsed, IReadOnlyList<Case> cases) => new()
    {
        Cases = cases,
        Perturbations = parsed.GetValue(_noFaults) ? [] : Perturbation.All,
        Jobs = Jobs(parsed),
        FailFast = parsed.GetValue(_failFast),
        TotalLimit = parsed.GetValue(_totalTimeout),
    };

    public int Jobs(ParseResult parsed) => parsed.GetValue(_jobs) is var jobs and > 0 ? jobs : 2 * Environment.ProcessorCount;

    public int SelfTestJobs(ParseResult parsed) => parsed.GetValue(_jobs) is var jobs and > 0 ? jobs : Environment.ProcessorCount;

    /// <summary>The words with which a case runs in the same way again.</summary>
    public IEnumerable<string> Repeat(ParseResult parsed, Suite suite, CheckOptions options)
    {
        var words = new List<string>();
        Add(parsed.GetRequiredValue(_dialect) is not Dialect.Auto, "--dialect", options.Dialect.Word());
        Add(options.Deadline != Default.Deadline, "--deadline", SettingForms.TimeOrNone.Write(options.Deadline));
        Add(options.CaseTimeout != Default.CaseTimeout, "--case-timeout", SettingForms.TimeOrNone.Write(options.CaseTimeout));
        Add(options.StartTimeout != Default.StartTimeout, "--start-timeout", SettingForms.TimeOrNone.Write(options.StartTimeout));
        Add(parsed.GetValue(_noFaults), "--no-faults", null);
        return words;

        void Add(bool isSaid, string name, string? value)
        {
            if (isSaid)
            {
                words.AddRange(value is null ? [name] : [name, value.ToString(CultureInfo.InvariantCulture)]);
            }
        }
    }
}
