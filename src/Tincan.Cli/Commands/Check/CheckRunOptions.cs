using Tincan.Checks;
using Tincan.Checks.Cases;
using Tincan.Checks.Running;
using Tincan.Cli.SharedOptions;
using Tincan.Files;

namespace Tincan.Cli.Commands.Check;

/// <summary>The options for how cases run, and their timeouts.</summary>
internal sealed class CheckRunOptions
{
    private static readonly CheckOptions Default = new();

    private readonly Option<Dialect> _dialect = NewOption.Of(
        "--dialect", SettingForms.Dialect, Dialect.Auto, "How the program's lines end. auto: detected from its answers, and reported.");

    private readonly Option<int> _jobs;

    private readonly Option<int> _seed = NewOption.Number("--seed", (int)Default.Seed, 0, int.MaxValue, FaultSettings.SeedMeaning);
    private readonly Option<bool> _failFast = NewOption.Flag("--fail-fast", "Stop at the first failure that is not in --known-failing.");
    private readonly Option<bool> _retry = NewOption.Flag("--retry", "Run cases that failed once more, after all others. One that passes then is reported as flaky, and gets its points.");
    private readonly Option<string?> _failedIn = NewOption.Text("--failed-in", "FILE", "Run only cases that did not pass in this report of --json. One that failed there and passes now is reported as flaky.");
    private readonly Option<bool> _noFaults = NewOption.Flag("--no-faults", "Do not run cases again with the bytes split, coalesced or delayed.");
    private readonly Option<TimeSpan> _limit = NewOption.Time("--case-timeout", Default.CaseTimeout, "How long a case may take. After that it fails.");
    private readonly Option<TimeSpan> _totalTimeout = NewOption.Time(
        "--total-timeout", Timeout.InfiniteTimeSpan, "How long all cases together may take. After that the remaining ones do not run, and the check fails.");

    private readonly Option<TimeSpan> _startTimeout = NewOption.Time("--start-timeout", Default.StartTimeout, "How long the program may take to start listening, or to connect.");

    public CheckRunOptions(Command command)
        : this(command, "--jobs", "0: two per core; one with --at or --port; one per core with --selftest, four with a program after it.")
    {
        command.AddAll(_failFast, _retry, _failedIn);
    }

    private CheckRunOptions(Command command, string jobs, string whenZero)
    {
        _jobs = NewOption.Number(jobs, 0, 0, 1000, $"Number of cases that run at the same time. {whenZero}");
        command.AddAll(_dialect, _jobs, _seed, _noFaults, _startTimeout, _limit, _totalTimeout);
    }

    /// <summary>The options for a command that runs many checks.</summary>
    public static CheckRunOptions ForMany(Command command) => new(command, "--case-jobs", "0: four.");

    /// <summary>How long all cases together may take.</summary>
    public TimeSpan TotalTimeout(ParseResult parsed) => parsed.GetValue(_totalTimeout);

    public CheckOptions Read(ParseResult parsed) => new()
    {
        Dialect = parsed.GetRequiredValue(_dialect)!,
        Seed = parsed.GetValue(_seed),
        StartTimeout = parsed.GetValue(_startTimeout),
        CaseTimeout = parsed.GetValue(_limit),
    };

    public CheckPlan Plan(ParseResult parsed, IReadOnlyList<Case> cases) => new()
    {
        Cases = cases,
        Perturbations = parsed.GetValue(_noFaults) ? [] : Perturbation.All,
        Jobs = Jobs(parsed),
        FailFast = parsed.GetValue(_failFast),
        RetriesFailures = parsed.GetValue(_retry),
        Earlier = parsed.GetValue(_failedIn) is { } file ? EarlierStatuses(file) : new Dictionary<string, string>(StringComparer.Ordinal),
        TotalTimeout = parsed.GetValue(_totalTimeout),
    };

    public int Jobs(ParseResult parsed) => Jobs(parsed, perCore: 2);

    /// <summary>Cases in a simulation never wait; most of those on a reference program wait for an answer that its bug keeps back.</summary>
    public int SelfTestJobs(ParseResult parsed, bool hasReference = false) => Jobs(parsed, hasReference ? 4 : 1);

    private int Jobs(ParseResult parsed, int perCore) => parsed.GetValue(_jobs) is var jobs and > 0 ? jobs : perCore * Environment.ProcessorCount;

    /// <exception cref="UsageException">It is no report.</exception>
    private static Dictionary<string, string> EarlierStatuses(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(WholeFile.Read(file));
            return json.RootElement.GetProperty("cases").EnumerateArray().ToDictionary(static one => one.GetProperty("id").GetString()!, static one => one.GetProperty("status").GetString()!, StringComparer.Ordinal);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new UsageException($"{file} is no report of tincan check --json: {error.Message}");
        }
    }

    /// <summary>The arguments that run a case in the same way.</summary>
    public IEnumerable<string> Repeat(ParseResult parsed, CheckOptions options)
    {
        string[] dialect = parsed.GetValue(_dialect) == Dialect.Auto ? [] : ["--dialect", options.Dialect.Word()];
        string[] limit = options.CaseTimeout == Default.CaseTimeout ? [] : ["--case-timeout", SettingForms.TimeOrNone.Write(options.CaseTimeout)];
        string[] start = options.StartTimeout == Default.StartTimeout ? [] : ["--start-timeout", SettingForms.TimeOrNone.Write(options.StartTimeout)];
        string[] faults = parsed.GetValue(_noFaults) ? ["--no-faults"] : [];
        return [.. dialect, .. limit, .. start, .. faults];
    }
}
