using Tincan.Cli.Commands.Check;
using Tincan.Cli.Grading;
using Tincan.Cli.Pages;
using Tincan.Files;

namespace Tincan.Cli.Commands.Grade;

/// <summary><c>tincan grade</c>: checks all submissions of a class.</summary>
internal sealed class GradeCommand : Command, INamedCommand, IHasExamples
{
    /// <summary>Most of a check is waiting for programs, so a core has time for several.</summary>
    private const int JobsPerCore = 3;
    private const int CaseJobs = 4;

    /// <summary>Repeats mostly wait for answers that do not come, so two per core leave each program enough processor time.</summary>
    private static readonly int RepeatJobs = 2 * Environment.ProcessorCount;

    /// <summary>The time that a check may take beyond that of its cases, and the time of all cases if the user sets none.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromMinutes(10);

    private readonly Argument<string[]> _words = new("SUITE") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _out = NewOption.Text("--out", "FOLDER", "Folder for the results. Default: grades.");
    private readonly Option<int> _jobs = NewOption.Number("--jobs", 0, 0, 1000, "Number of submissions that are checked at the same time. 0: three per core; one if --port is given and a check has no network of its own.");
    private readonly Option<Shard?> _shard = NewOption.Optional("--shard", new ShardForm(), "Grade only a part of the submissions: 3/10 is the third of ten parts. 'tincan grade merge' merges the results.");
    private readonly Option<string?> _anonymous = NewOption.Text("--anonymous", "FILE", "Replace the names by numbers. This file gets the names; submissions that it has keep their number.");
    private readonly Option<bool> _dryRun = NewOption.Flag("--dry-run", "List the submissions and whether they have been graded, and grade nothing.");
    private readonly Option<bool> _noRetry = NewOption.Flag("--no-retry", "Do not repeat failures. Otherwise they are repeated when all submissions have been checked, and a case that passes then is flaky.");
    private readonly Option<bool> _noSandbox = NewOption.Flag("--no-sandbox", "Run the programs as you are: no namespaces, no user of their own, no default limits.");
    private readonly CheckTargetOptions _program;
    private readonly CheckCaseOptions _cases;
    private readonly CheckRunOptions _run;
    private readonly CheckParameterOptions _parameters;
    private readonly IReadOnlyList<Option> _forwarded;

    public static string CommandName => "grade";

    public static string Does => "Grade all submissions of a class: check each, and write tables of scores and a page. Interrupted, the same command goes on where it ended.";

    public GradeCommand()
        : base(CommandName, Does)
    {
        Add(new GradeMergeCommand());
        _words.CompletionSources.Add(CheckWords.Suites);
        this.AddAll(_words, _out, _jobs, _shard, _anonymous, _dryRun, _noRetry, _noSandbox);
        var own = Options.ToList();
        _program = new CheckTargetOptions(this, findsTargets: true);
        _cases = new CheckCaseOptions(this, canUpdate: false);
        _run = CheckRunOptions.ForMany(this);
        _parameters = new CheckParameterOptions(this);
        _forwarded = [.. Options.Except(own)];
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public string Usage => "SUITE (FOLDER | LIST.csv) -- PROGRAM ARGS...";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan grade reverse.server submissions -- python3 server.py {port}", "each folder in 'submissions' is one; the results are in 'grades'"),
        ("tincan grade handout.md list.csv", "a list with the columns name, folder and command"),
        ("tincan grade echo.server subs --shard 2/3 --out grades-2 -- ./server {port}", "a third of the class, on one of three machines"),
        ("tincan grade merge grades-1 grades-2 grades-3", "the tables of all"),
    ];

    /// <summary>Writes the tables.</summary>
    /// <returns>The exit code: 1 if a submission was not checked to the end, 6 if none was.</returns>
    public static int Report(IReadOnlyList<GradeResult> results, ResultsFolder folder)
    {
        folder.WriteTables(results);
        foreach (var line in new ScoreTable(results).Lines())
        {
            Console.Out.WriteLine(line);
        }

        var problems = results.Count(static result => result.Problem is not null);
        if (problems > 0)
        {
            Stderr.Error($"{problems} of {Readable.Count(results.Count, "submission")} could not be checked to the end; the table says why");
        }

        return problems == 0 ? ExitCode.Fine : problems < results.Count ? ExitCode.Failed : ExitCode.CouldNotRun;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var (before, program) = ProgramWords.Split(parsed, _words);
        if (before.Length != 2)
        {
            throw new UsageException("write the suite and the folder of the submissions, and the program after --: tincan grade SUITE FOLDER -- PROGRAM ARGS...");
        }

        var path = parsed.GetValue(_out) ?? "grades";
        var plan = Plan(parsed, before[0], program);
        var submissions = SubmissionList.Read(before[1], program, _program.Build(parsed), path);
        var shard = parsed.GetValue(_shard);
        if (parsed.GetValue(_anonymous) is { } key)
        {
            if (OperatingSystem.IsWindows())
            {
                throw new UsageException("--anonymous needs Linux or macOS: a symbolic link hides the name of a folder");
            }

            submissions = AnonymousNames.Replace(submissions, key, mayAdd: shard is null);
        }

        submissions = shard?.Of(submissions) ?? submissions;
        if (submissions.Count == 0)
        {
            Stderr.Error($"there is no submission in {before[1]}{(shard is null ? "" : " for this part")}");
            return ExitCode.CouldNotRun;
        }

        var results = new ResultsFolder(path);
        var run = new GradeRun(plan, results);
        if (parsed.GetValue(_dryRun))
        {
            foreach (var one in submissions)
            {
                Console.Out.WriteLine($"{(run.IsDone(one, Fingerprint.Of(one)) ? "graded" : "to do ")}  {Escape.ForTerminal(one.Name)}");
            }

            return ExitCode.Fine;
        }

        results.Create();
        foreach (var missing in plan.Sandbox.Missing)
        {
            Stderr.Line($"not available here: {missing}");
        }

        try
        {
            await run.RunAsync(submissions, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Stderr.Line($"interrupted: {submissions.Count(one => results.Find(one.Name) is not null)} of {submissions.Count} are graded; the same command goes on from here");
            throw;
        }

        return Report([.. submissions.Select(one => results.Find(one.Name)).OfType<GradeResult>()], results);
    }

    /// <exception cref="UsageException">An option is wrong for every submission.</exception>
    private GradePlan Plan(ParseResult parsed, string word, string[] program)
    {
        var suite = SuiteNames.Find(word);
        var values = _parameters.Read(parsed, suite);
        if (_cases.Read(parsed, suite).Count == 0)
        {
            throw new UsageException($"no case of {suite.Name} matches; see 'tincan check list {suite.Name}'");
        }

        var known = _cases.ReadKnown(parsed, suite);
        if (program.Length > 0 && suite.TableCount == 0)
        {
            // Mistakes in the command are the same for every submission.
            _program.Read(parsed, suite, program, values);
        }

        var sandbox = Sandbox.Find(!parsed.GetValue(_noSandbox));
        string[] options = [.. Forwarded(parsed)];
        var jobs = parsed.GetValue(_jobs) is var given and > 0 ? given : _program.Port(parsed) > 0 && !sandbox.HasOwnPorts ? 1 : JobsPerCore * Environment.ProcessorCount;
        var (memory, processes) = _program.Limits(parsed);
        return new GradePlan
        {
            Suite = word,
            CheckOptions = options,
            Hash = Fingerprint.Of([word, ContentOf(word), ProgramVersion.Number, .. options, .. known.Order(StringComparer.Ordinal), $"{parsed.GetValue(_noSandbox)}", $"{parsed.GetValue(_noRetry)}"]),
            Jobs = jobs,
            RepeatJobs = parsed.GetValue(_noRetry) ? 0 : Math.Min(RepeatJobs, jobs),
            Timeout = (_run.TotalTimeout(parsed) is { Ticks: > 0 } total ? total : TotalTimeout) + Grace,
            Sandbox = sandbox,
            Limits = new GivenLimits(_program.User(parsed), memory, processes),
        };
    }

    /// <summary>The options of each check, as they were written.</summary>
    private IEnumerable<string> Forwarded(ParseResult parsed)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var option in _forwarded)
        {
            if (option.Name != CheckTargetOptions.BuildName && parsed.GetResult(option) is { Implicit: false } result)
            {
                var name = option.Name == "--case-jobs" ? "--jobs" : option.Name;
                names.Add(name);
                foreach (var word in result.Tokens.Count == 0 ? [name] : result.Tokens.SelectMany(token => (string[])[name, token.Value]))
                {
                    yield return word;
                }
            }
        }

        foreach (var word in (string[])[.. names.Contains("--jobs") ? Array.Empty<string>() : ["--jobs", $"{CaseJobs}"], .. names.Contains("--total-timeout") ? Array.Empty<string>() : ["--total-timeout", TimeText.Write(TotalTimeout)]])
        {
            yield return word;
        }
    }

    /// <summary>The text of a page that is a file; a suite of the program changes only with its version.</summary>
    private static string ContentOf(string word) => PageWord.Find(word) is { IsFile: true, Name: var file } ? Encoding.UTF8.GetString(WholeFile.Read(file)) : "";
}
