using System.CommandLine;
using System.CommandLine.Parsing;
using Tincan.Checks;
using Tincan.Checks.Running;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Cli.Pages;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Commands.Check;

/// <summary><c>tincan check</c>: tells whether a program speaks a protocol, and what is wrong if it does not.</summary>
internal sealed class CheckCommand : Command, IHasExamples, IUsesFiles
{
    private readonly Argument<string[]> _words = new("SUITE") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _selftest = Opt.Flag(
        "--selftest", "Prove the suites instead: each has to catch its programs with a bug, and each case has to catch one.");

    private readonly CheckTargetOptions _program;
    private readonly CheckCaseOptions _choice;
    private readonly CheckReportOptions _reports;
    private readonly CheckRunOptions _manner;
    private readonly CheckParameterOptions _parameters;

    public CheckCommand()
        : base("check", "Check a program of your own: run it, speak to it, and say what is right and what is wrong.")
    {
        Add(new CheckListCommand());
        Add(new CheckExplainCommand());
        _words.CompletionSources.Add([.. SuiteNames.All.Select(static suite => suite.Name)]);
        Add(_words);
        _program = new CheckTargetOptions(this);
        _choice = new CheckCaseOptions(this);
        _manner = new CheckRunOptions(this);
        _parameters = new CheckParameterOptions(this);
        _reports = new CheckReportOptions(this);
        Add(_selftest);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public IEnumerable<FileUse> Files(ParseResult parsed) => parsed.GetRequiredValue(_words).Select(static word => File.Exists(word) ? word : PageSuites.FileOf(word, out _)).OfType<string>().Select(FileUse.Input);

    public string Usage => "SUITE (--at HOST:PORT | -- PROGRAM ARGS...)";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan check reverse.server -- python3 server.py {port}", "start the program for each case, on a port that is free"),
        ("tincan check send.client -- python3 client.py {host} {port}", "a client: each case is the server that it connects to"),
        ("tincan check reverse.server --port 50007 -- ./server", "a program with its port written into it"),
        ("tincan check reverse.server --at localhost:50007", "a server that runs already"),
        ("tincan check reverse.server --junit report.xml -- java Server {port}", "and a report for Jenkins or GitLab"),
        ("tincan check send.client -- python3 client.py {host} {port}", "a client: tincan is the server"),
        ("tincan check list", "which suites there are, and what each checks"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var (before, program) = Split(parsed);
        var suite = before.Length > 0 ? SuiteNames.Find(before[0]) : null;
        if (before.Length > 1)
        {
            throw new UsageException($"'{before[1]}' is one word too many; write -- before the program: tincan check {before[0]} -- {before[1]}");
        }

        if (parsed.GetValue(_selftest))
        {
            return await CheckSelfTest.RunAsync(suite is null ? SuiteNames.All : [suite], _manner.SelfTestJobs(parsed), cancel);
        }

        if (suite is null)
        {
            throw new UsageException($"which suite? There are {string.Join(", ", SuiteNames.All.Select(static one => one.Name))}");
        }

        return await CheckAsync(parsed, suite, program, cancel);
    }

    private async Task<int> CheckAsync(ParseResult parsed, Suite suite, string[] program, CancellationToken cancel)
    {
        var given = _parameters.Read(parsed, suite);
        var subject = _program.Read(parsed, suite, program, given);
        var cases = _choice.Read(parsed, suite);
        if (cases.Count == 0)
        {
            Say.Error($"no case of {suite.Name} matches; see 'tincan check list {suite.Name}'");
            return ExitCode.CouldNotRun;
        }

        var known = _choice.ReadKnown(parsed);
        await using var outputs = _reports.Open(parsed);
        var options = _manner.Read(parsed) with { OutputFile = _program.OutputFile(parsed), ClientPort = _program.ClientPort(parsed, suite) };
        options = options with { Given = given };
        ProgramTarget.AdoptOrphans();
        var head = new CheckRecord
        {
            Suite = suite,
            Target = _program.Words(parsed, program),
            Options = options,
            Repeat = (how, id) => Repeat(parsed, suite, id, how, program),
            Began = options.Time.GetUtcNow(),
        };
        var plan = _manner.Plan(parsed, cases) with { IsStrict = _choice.IsStrict(parsed), KnownFailing = known, Probes = true };
        if (suite.Parameters.Any(parameter => parameter.IsPort && given.ContainsKey(parameter.Name)))
        {
            // Two cases cannot listen on one port.
            plan = plan with { Jobs = 1 };
        }

        var record = await new CheckRun(head, subject, plan, outputs.Reports).RunAsync(cancel);
        if (record.Broken is not null || record.Count<Verdict.Broken>() > 0)
        {
            Say.Error(record.Broken ?? "some cases could not be judged, which is a mistake of tincan's");
            return ExitCode.CouldNotRun;
        }

        if (record.HadNoConnection)
        {
            Say.Error($"the program never {(suite.Side == Side.Server ? "listened" : "connected")}, so nothing could be checked");
            return ExitCode.CouldNotRun;
        }

        return _choice.Update(parsed, record) || record.IsMet ? ExitCode.Fine : ExitCode.Failed;
    }

    private string Repeat(ParseResult parsed, Suite suite, string id, CheckOptions options, string[] program) => string.Join(' ', (string[])
    [
        "tincan", "check", Shell.Quote(Split(parsed).Before[0]), "--only", id, "--seed", $"{options.Seed}",
        .. _manner.Repeat(parsed, suite, options),
        .. CheckParameterOptions.Repeat(options.For(suite, id)),
        .. _program.Repeat(parsed, program).Select(Shell.Quote),
    ]);

    /// <summary>What stands before <c>--</c>, and what behind it.</summary>
    private (string[] Before, string[] Behind) Split(ParseResult parsed)
    {
        var words = parsed.GetValue(_words) ?? [];
        var behind = parsed.Tokens.SkipWhile(static token => token.Type != TokenType.DoubleDash).Count() - 1;
        return behind <= 0 ? (words, []) : (words[..^behind], words[^behind..]);
    }
}
