using Tincan.Checks.Cases;
using Tincan.Checks.Mutants;
using Tincan.Checks.Subjects;
using Tincan.Checks.Suites;
using Tincan.Framing;
using Tincan.Protocols.Reverse;

namespace Tincan.Checks.Tests.Cases;

public sealed class RunnerTests
{
    private static readonly Case OneLine = Case("one-line");
    private static readonly Fire Cut = Fire.All.First(static fire => fire.Fault.StartsWith("split:at=1", StringComparison.Ordinal));

    /// <summary>With so much time between the pieces that a busy machine does not read both at once.</summary>
    private static readonly Fire FarApart = Cut with { Fault = "split:at=1,gap=1s,dir=out" };
    private static readonly Fire Coalesced = Fire.All.Single(static fire => fire.IsForSpeakingAhead);

    [Fact]
    public async Task What_passes_in_one_piece_and_fails_in_two_is_told_so()
    {
        var runs = await RunAsync(new ClassroomServer { Greeting = Protocols.Welcome.WelcomeServer.ClassicGreeting, Answer = Reversed, Takes = Takes.AllForOne }, OneLine, FarApart);

        Assert.Equal([true, false], runs.Select(static run => run.HasPassed));
        Assert.Equal((null, null), (runs[0].Fault, runs[0].Diagnosis));
        Assert.Equal((FarApart.Fault, FarApart.Diagnosis), (runs[1].Fault, runs[1].Diagnosis));
        Assert.NotEmpty(runs[1].Events);
    }

    [Fact]
    public async Task What_fails_in_one_piece_is_not_cut()
    {
        var runs = await RunAsync(new ClassroomServer { Greeting = Protocols.Welcome.WelcomeServer.ClassicGreeting, Answer = static line => line }, OneLine, Cut);

        var plain = Assert.Single(runs);
        Assert.Equal((false, null), (plain.HasPassed, plain.Diagnosis));
    }

    [Fact]
    public async Task What_passes_under_fire_has_no_diagnosis()
    {
        var runs = await RunAsync(new ReverseServer(new ReverseServerOptions()), OneLine, Cut);

        Assert.All(runs, static run => Assert.Equal((true, null), (run.HasPassed, run.Diagnosis)));
        Assert.Equal(2, runs.Count);
    }

    [Theory]
    [InlineData("one-line", 1)]
    [InlineData("ahead", 2)]
    public async Task Messages_are_glued_only_where_some_are_sent_ahead(string name, int count) =>
        Assert.Equal(count, (await RunAsync(new ReverseServer(new ReverseServerOptions()), Case(name), Coalesced)).Count);

    [Theory]
    [InlineData("one-line", "split:inside=utf8", 1)]
    [InlineData("unicode", "split:inside=utf8", 2)]
    [InlineData("one-line", "split:inside=crlf", 1)]
    [InlineData("one-line", "split:inside=length", 1)]
    [InlineData("one-line", "split:every=1", 2)]
    public async Task A_case_is_cut_only_where_it_has_something_to_cut(string name, string fault, int count)
    {
        var fire = Fire.All.Single(fire => fire.Fault.StartsWith(fault, StringComparison.Ordinal));
        Assert.Equal(count, (await RunAsync(new ReverseServer(new ReverseServerOptions()), Case(name), fire)).Count);
    }

    [Fact]
    public async Task A_case_about_segments_is_not_cut() =>
        Assert.Single(await RunAsync(new ReverseServer(new ReverseServerOptions()), Case("long-line"), Cut));

    [Fact]
    public async Task In_raw_the_ladder_has_a_whole_message_in_each_read()
    {
        var server = new ClassroomServer { Greeting = Protocols.Welcome.WelcomeServer.ClassicGreeting, Answer = Reversed, Takes = Takes.AllForOne, Terminator = "" };
        var runs = await RunAsync(server, OneLine, Dialect.Raw);

        var said = Assert.Single(runs).Events.Where(static one => !one.Bytes.IsEmpty);
        Assert.All(said, static one => Assert.Equal([one.Offset + one.Bytes.Length], one.Ends));
    }

    [Fact]
    public async Task A_case_that_does_not_end_has_failed()
    {
        var endless = Bench.Case("endless", static trial => Task.Delay(Timeout.InfiniteTimeSpan, trial.Options.Time, trial.Limit));
        var runner = new Runner(Bench.Suite(endless), new Bench.NoProgram(), new CheckOptions { CaseTimeout = TimeSpan.FromMilliseconds(10) });

        var run = Assert.Single(await runner.RunAsync(endless, [], TestContext.Current.CancellationToken));

        Assert.Equal((FailureKind.NoAnswer, "the case did not end within 0.01 s"), (run.Failure!.Kind, run.Failure.Message));
    }

    [Fact]
    public async Task A_server_that_was_silent_in_two_cases_is_waited_for_a_shorter_time()
    {
        var silent = new ClassroomServer { Answer = static _ => null };
        var runner = new Runner(EchoServerSuite.Suite, new HostedServer(_ => silent), new CheckOptions { Patience = TimeSpan.FromSeconds(0.4), IsSilent = true });
        var waits = new List<string>();
        foreach (var one in EchoServerSuite.Suite.Cases.Take(4))
        {
            var run = Assert.Single(await runner.RunAsync(one, [], TestContext.Current.CancellationToken));
            waits.Add($"{run.Failure!.Kind} {run.Failure.Message}");
        }

        Assert.Equal(
            ["NoAnswer nothing came within 0.4 s", "NoAnswer nothing came within 0.4 s", "NoAnswer nothing came within 0.1 s", "NoAnswer nothing came within 0.1 s"],
            waits);
    }

    [Fact]
    public async Task A_server_that_sends_something_again_is_waited_for_in_full()
    {
        var selective = new ClassroomServer { Answer = static line => line.StartsWith("Hello", StringComparison.Ordinal) ? null : line };
        var runner = new Runner(EchoServerSuite.Suite, new HostedServer(_ => selective), new CheckOptions { Patience = TimeSpan.FromSeconds(0.4), IsSilent = true });
        var one = EchoServerSuite.Suite.Cases[0];
        var waits = new List<string>();
        foreach (var each in new[] { one, one, one, EchoServerSuite.Suite.Cases.Single(static one => one.Id == "echo.server.many-lines"), one })
        {
            waits.Add(Assert.Single(await runner.RunAsync(each, [], TestContext.Current.CancellationToken)).Failure?.Message ?? "");
        }

        Assert.Equal(["0.4 s", "0.4 s", "0.1 s"], waits.Take(3).Select(static wait => wait.Split("within ")[1]));
        Assert.EndsWith("0.4 s", waits[4], StringComparison.Ordinal);
    }

    private static Case Case(string name) => ReverseServerSuite.Suite.Cases.Single(one => one.Id == $"reverse.server.{name}");

    private static string Reversed(string line) => new([.. line.Reverse()]);

    private static Task<IReadOnlyList<CaseResult>> RunAsync(Hosting.IServer server, Case one, params Fire[] fires) => RunAsync(server, one, Dialect.Lf, fires);

    private static Task<IReadOnlyList<CaseResult>> RunAsync(Hosting.IServer server, Case one, Dialect dialect, params Fire[] fires) =>
        new Runner(ReverseServerSuite.Suite, new HostedServer(_ => server), new CheckOptions { Dialect = dialect, Patience = TimeSpan.FromSeconds(20) })
            .RunAsync(one, fires, TestContext.Current.CancellationToken);
}
