using Tincan.Checks;
using Tincan.Checks.Running;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Cli.Pages;

namespace Tincan.Cli.Commands.Check;

/// <summary><c>tincan check</c>: finds out whether a program implements a protocol, and what is wrong if it does not.</summary>
internal sealed class CheckCommand : Command, INamedCommand, IHasExamples, IUsesFiles
{
    private readonly Argument<string[]> _words = new("SUITE") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _selftest = NewOption.Flag(
        "--selftest", "Check the suites themselves: every mutant must be caught, and every case must catch one. With a page, PROGRAM may be a server that is right: bugs are planted between it and the cases.");

    private readonly CheckTargetOptions _program;
    private readonly CheckCaseOptions _cases;
    private readonly CheckReportOptions _reports;
    private readonly CheckRunOptions _run;
    private readonly CheckParameterOptions _parameters;

    public static string CommandName => "check";

    public static string Does => "Check a program: run it, talk to it, and report what is wrong. Exits with 1 if a case failed, with 6 if nothing could be checked.";

    public CheckCommand()
        : base(CommandName, Does)
    {
        Add(new CheckListCommand());
        Add(new CheckExplainCommand());
        _words.CompletionSources.Add(CheckWords.Suites);
        Add(_words);
        _program = new CheckTargetOptions(this);
        _cases = new CheckCaseOptions(this);
        _run = new CheckRunOptions(this);
        _parameters = new CheckParameterOptions(this);
        _reports = new CheckReportOptions(this);
        Add(_selftest);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public IEnumerable<FileUse> Files(ParseResult parsed) => parsed.GetRequiredValue(_words).Select(static word => File.Exists(word) ? word : PageWord.Find(word) is { IsFile: true, Name: var file } ? file : null).OfType<string>().Select(FileUse.Input);

    public string Usage => "SUITE (--at HOST:PORT | -- PROGRAM ARGS...)";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan check reverse.server -- python3 server.py {port}", "start the program for each case, on a free port"),
        ("tincan check send.client -- python3 client.py {host} {port}", "a client: each case is the server that it connects to"),
        ("tincan check reverse.server --port 50007 -- ./server", "a program with a hard-coded port"),
        ("tincan check reverse.server --at localhost:50007", "a server that is already running"),
        ("tincan check reverse.server --junit report.xml -- java Server {port}", "also write a report for Jenkins or GitLab"),
        ("tincan check list", "list the suites, and what each checks"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var (before, program) = ProgramWords.Split(parsed, _words);
        var suite = before.Length > 0 ? SuiteNames.Find(before[0]) : null;
        if (before.Length > 1)
        {
            throw new UsageException($"'{before[1]}' is one argument too many; write -- before the program: tincan check {before[0]} -- {before[1]}");
        }

        if (parsed.GetValue(_selftest))
        {
            if (program.Length > 0)
            {
                return await ProveWithReferenceAsync(parsed, before, suite, program, cancel);
            }

            if (before.Length > 0 && SuiteNames.FindPage(before[0]) is { } page)
            {
                return page.CallsServers
                    ? throw new UsageException($"{before[0]} is about a program that calls other servers, and no rules of a page can do that: add -- PROGRAM, one that is right")
                    : await PageSelfTestReport.RunAsync(page, _run.SelfTestJobs(parsed), cancel);
            }

            return await CheckSelfTest.RunAsync(suite is null ? SuiteNames.All : [suite], _run.SelfTestJobs(parsed), cancel);
        }

        return await CheckAsync(parsed, suite ?? throw new UsageException($"no suite given: write one of {string.Join(", ", SuiteNames.Names)}"), program, cancel);
    }

    /// <summary>Plants bugs between the cases of a page and a program that has none.</summary>
    private async Task<int> ProveWithReferenceAsync(ParseResult parsed, string[] before, Suite? suite, string[] program, CancellationToken cancel)
    {
        if (suite is not { Side: Side.Server } || PageWord.Find(before[0]) is not { } page)
        {
            throw new UsageException("--selftest with a program needs a page that has cases for a server: tincan check PAGE --selftest -- PROGRAM");
        }

        var given = _parameters.Read(parsed, suite);
        ProgramTarget.AdoptOrphans();
        return await PageSelfTestReport.RunAsync(page.Read(), _program.Read(parsed, suite, program, given), _run.Read(parsed) with { Given = given }, _run.SelfTestJobs(parsed, hasReference: true), cancel);
    }

    private async Task<int> CheckAsync(ParseResult parsed, Suite suite, string[] program, CancellationToken cancel)
    {
        var given = _parameters.Read(parsed, suite);
        var target = _program.Read(parsed, suite, program, given);
        var cases = _cases.Read(parsed, suite);
        if (cases.Count == 0)
        {
            Stderr.Error($"no case of {suite.Name} matches; see 'tincan check list {suite.Name}'");
            return ExitCode.CouldNotRun;
        }

        var known = _cases.ReadKnown(parsed, suite);
        await using var outputs = _reports.Open(parsed, cases.Count(static one => one.IsHidden));
        var options = _run.Read(parsed) with { OutputFile = _program.OutputFile(parsed), ClientPort = _program.ClientPort(parsed, suite) };
        options = options with { Given = given };
        ProgramTarget.AdoptOrphans();
        var head = new CheckRecord
        {
            Suite = suite,
            Target = _program.Words(parsed, program),
            Options = options,
            RerunCommand = (how, id) => Repeat(parsed, suite, id, how, program),
            Began = options.Time.GetUtcNow(),
        };
        var plan = _run.Plan(parsed, cases) with { IsStrict = _cases.IsStrict(parsed), KnownFailing = known, Probes = true };
        if (suite.Parameters.Any(parameter => parameter.IsPort && given.ContainsKey(parameter.Name)))
        {
            // Two cases cannot listen on one port.
            plan = plan with { Jobs = 1 };
        }

        var record = await new CheckRun(head, target, plan, outputs.Reports).RunAsync(cancel);
        if (record.WhyIncomplete is not null || record.Count<Verdict.Broken>() > 0)
        {
            Stderr.Error(record.WhyIncomplete ?? "some cases could not be judged; this is a bug in tincan");
            return ExitCode.CouldNotRun;
        }

        if (record.HadNoConnection)
        {
            Stderr.Error($"the program never {(suite.Side == Side.Server ? "listened" : "connected")}, so nothing could be checked");
            return ExitCode.CouldNotRun;
        }

        return _cases.Update(parsed, record) || record.HasPassed ? ExitCode.Fine : ExitCode.Failed;
    }

    private string Repeat(ParseResult parsed, Suite suite, string id, CheckOptions options, string[] program) => string.Join(' ', (string[])
    [
        "tincan", "check", Shell.Quote(ProgramWords.Split(parsed, _words).Before[0]), "--only", id, "--seed", $"{options.Seed}",
        .. _run.Repeat(parsed, options),
        .. CheckParameterOptions.Repeat(options.For(suite, id)),
        .. _program.Repeat(parsed, program).Select(Shell.Quote),
    ]);
}
