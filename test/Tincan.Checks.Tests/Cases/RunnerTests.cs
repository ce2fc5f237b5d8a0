using Tincan.Checks.Cases;
using Tincan.Checks.Pages;
using Tincan.Checks.Targets;
using Tincan.Framing;
using Tincan.Mutants;
using Tincan.Mutants.Programs;
using Tincan.Protocols.Reverse;

namespace Tincan.Checks.Tests.Cases;

public sealed class RunnerTests
{
    private static readonly Case OneLine = Case("one-line");
    private static readonly Perturbation Cut = Perturbation.All.First(static perturbation => perturbation.Fault.StartsWith("split:at=1", StringComparison.Ordinal));
    private static readonly Perturbation Coalesced = Perturbation.All.Single(static perturbation => perturbation.NeedsPipelining);

    [Fact]
    public void A_case_that_fails_only_when_split_gets_a_diagnosis()
    {
        var runs = Run(new ClassroomServer { Greeting = Protocols.Welcome.WelcomeServer.ClassicGreeting, Answer = Reversed, Reads = Reads.AllAsOneLine }, OneLine, Cut);

        Assert.Equal([true, false], runs.Select(static run => run.HasPassed));
        Assert.Equal((null, null), (runs[0].Fault, runs[0].Diagnosis));
        Assert.Equal((Cut.Fault, Cut.Diagnosis), (runs[1].Fault, runs[1].Diagnosis));
        Assert.NotEmpty(runs[1].Events);
    }

    [Fact]
    public void A_case_that_fails_plain_is_not_perturbed()
    {
        var runs = Run(new ClassroomServer { Greeting = Protocols.Welcome.WelcomeServer.ClassicGreeting, Answer = static line => line }, OneLine, Cut);

        var plain = Assert.Single(runs);
        Assert.Equal((false, null), (plain.HasPassed, plain.Diagnosis));
    }

    [Fact]
    public void A_case_that_passes_under_perturbation_has_no_diagnosis()
    {
        var runs = Run(new ReverseServer(new ReverseServerOptions()), OneLine, Cut);

        Assert.All(runs, static run => Assert.Equal((true, null), (run.HasPassed, run.Diagnosis)));
        Assert.Equal(2, runs.Count);
    }

    [Theory]
    [InlineData("one-line", 1)]
    [InlineData("ahead", 2)]
    public void Messages_are_coalesced_only_in_pipelined_cases(string name, int count) =>
        Assert.Equal(count, Run(new ReverseServer(new ReverseServerOptions()), Case(name), Coalesced).Count);

    [Theory]
    [InlineData("one-line", "split:inside=utf8", 1)]
    [InlineData("unicode", "split:inside=utf8", 2)]
    [InlineData("one-line", "split:inside=crlf", 1)]
    [InlineData("one-line", "split:inside=length", 1)]
    [InlineData("one-line", "split:every=1", 2)]
    public void Perturbations_that_change_nothing_are_skipped(string name, string fault, int count)
    {
        var perturbation = Perturbation.All.Single(perturbation => perturbation.Fault.StartsWith(fault, StringComparison.Ordinal));
        Assert.Equal(count, Run(new ReverseServer(new ReverseServerOptions()), Case(name), perturbation).Count);
    }

    [Fact]
    public void A_case_about_writes_is_not_split() =>
        Assert.Single(Run(new ReverseServer(new ReverseServerOptions()), Case("long-line"), Cut));

    [Fact]
    public void In_raw_each_read_is_a_message_in_the_ladder()
    {
        var server = new ClassroomServer { Greeting = Protocols.Welcome.WelcomeServer.ClassicGreeting, Answer = Reversed, Reads = Reads.AllAsOneLine, Terminator = "" };
        var runs = Run(server, OneLine, Dialect.Raw);

        var said = Assert.Single(runs).Events.Where(static one => !one.Bytes.IsEmpty);
        Assert.All(said, static one => Assert.Equal([one.Offset + one.Bytes.Length], one.Ends));
    }

    [Fact]
    public void A_case_that_exceeds_its_timeout_fails()
    {
        var endless = Bench.Case("endless", static context => Task.Delay(Timeout.InfiniteTimeSpan, context.Options.Time, context.Cancel));
        var run = Assert.Single(Bench.Run(Bench.Suite(endless), new Bench.NoProgram(), new CheckOptions { CaseTimeout = TimeSpan.FromMilliseconds(10) }, endless));

        Assert.Equal((FailureKind.NoAnswer, "the case did not end within 0.01 s"), (run.Failure!.Kind, run.Failure.Message));
    }

    [Fact]
    public void The_wait_is_shorter_after_two_silent_cases()
    {
        var silent = new HostedServer(static _ => new ClassroomServer { Answer = static _ => null });

        var waits = Bench.RunAll(PageSuite.OfLibrary("echo.server"), silent, new CheckOptions { IsSilent = true }, PageSuite.OfLibrary("echo.server").Cases.Take(4))
            .Select(static run => $"{run.Failure!.Kind} {run.Failure.Message}");

        Assert.Equal(
            ["NoAnswer nothing came within 2 s", "NoAnswer nothing came within 2 s", "NoAnswer nothing came within 0.5 s", "NoAnswer nothing came within 0.5 s"],
            waits);
    }

    [Fact]
    public void The_wait_is_full_again_after_an_answer()
    {
        var selective = new HostedServer(static _ => new ClassroomServer { Answer = static line => line.StartsWith("Hello", StringComparison.Ordinal) ? null : line });
        var one = PageSuite.OfLibrary("echo.server").Cases[0];
        var other = PageSuite.OfLibrary("echo.server").Cases.Single(static one => one.Id == "echo.server.many-lines");

        var waits = Bench.RunAll(PageSuite.OfLibrary("echo.server"), selective, new CheckOptions { IsSilent = true }, [one, one, one, other, one])
            .Select(static run => run.Failure?.Message ?? "").ToList();

        Assert.Equal(["2 s", "2 s", "0.5 s"], waits.Take(3).Select(static wait => wait.Split("within ")[1]));
        Assert.EndsWith(" 2 s", waits[4], StringComparison.Ordinal);
    }

    private static Case Case(string name) => PageSuite.OfLibrary("reverse.server").Cases.Single(one => one.Id == $"reverse.server.{name}");

    private static string Reversed(string line) => new([.. line.Reverse()]);

    private static IReadOnlyList<CaseResult> Run(Hosting.IServer server, Case one, params Perturbation[] perturbations) => Run(server, one, Dialect.Lf, perturbations);

    private static IReadOnlyList<CaseResult> Run(Hosting.IServer server, Case one, Dialect dialect, params Perturbation[] perturbations) =>
        Bench.Run(PageSuite.OfLibrary("reverse.server"), new HostedServer(_ => server), new CheckOptions { Dialect = dialect }, one, perturbations);
}
