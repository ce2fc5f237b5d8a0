using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Running;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;

namespace Tincan.Checks.Tests.Running;

public sealed class CheckRunTests
{
    [Fact]
    public async Task Cases_are_reported_in_the_order_of_the_suite()
    {
        var last = new TaskCompletionSource();
        var (record, told) = await Bench.RunAsync(new CheckPlan
        {
            Cases = [Bench.Passing("a"), Bench.Case("b", _ => last.Task), Bench.Case("c", _ => { last.SetResult(); return Task.CompletedTask; })],
            Jobs = 2,
        });

        Assert.Equal(["3 cases", "made.up.a passed", "made.up.b passed", "made.up.c passed"], told.Lines);
        Assert.True(record.HasPassed);
        Assert.Same(record, told.Ended);
    }

    [Fact]
    public async Task A_program_that_cannot_run_in_parallel_gets_one_case_at_a_time()
    {
        var running = 0;
        var most = 0;
        async Task RunAsync(CaseContext context)
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        }

        await Bench.RunAsync(new CheckPlan { Cases = [.. Enumerable.Range(0, 20).Select(number => Bench.Case($"{number}", RunAsync))], Jobs = 8 }, canRunSideBySide: false);

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Fail_fast_stops_at_the_first_case_that_fails_the_check()
    {
        var (record, _) = await Bench.RunAsync(new CheckPlan
        {
            Cases = [Bench.Failing("may", level: Level.Should), Bench.Failing("known"), Bench.Failing("must"), Bench.Passing("behind")],
            KnownFailing = new HashSet<string> { "made.up.known" },
            FailFast = true,
        });

        Assert.Equal(["failed", "failed", "failed", "not-run"], record.Cases.Select(static one => one.Verdict.Word));
        Assert.Equal(new Verdict.NotRun("'made.up.must' failed"), record.Cases[3].Verdict);
        Assert.Null(record.WhyIncomplete);
    }

    /// <summary>A case that passes the second time says nothing certain about the program; one that fails again does.</summary>
    [Fact]
    public async Task A_failure_that_does_not_come_again_is_flaky()
    {
        var runs = 0;
        var once = Bench.Case("once", _ => ++runs == 1 ? throw new CheckFailedException(FailureKind.WrongBytes, "what happened") : Task.CompletedTask);
        var (record, _) = await Bench.RunAsync(new CheckPlan { Cases = [once, Bench.Failing("twice"), Bench.Passing("good")], RetriesFailures = true });

        Assert.Equal([true, false, false], record.Cases.Select(static one => one.IsFlaky));
        Assert.Equal(["failed", "failed", "passed"], record.Cases.Select(static one => one.Verdict.Word));
        Assert.Equal([false, true, false], record.Cases.Select(static one => one.FailsCheck));
        Assert.Equal(record.Cases[2].Score, record.Cases[0].Score);
        runs = 0;
        Assert.False((await Bench.RunAsync(new CheckPlan { Cases = [once] })).Record.Cases[0].IsFlaky);
    }

    /// <summary>The load that made it fail may be that of the other cases.</summary>
    [Fact]
    public async Task A_failure_is_repeated_when_the_other_cases_are_done()
    {
        var order = new List<string>();
        Case Of(string id, bool fails) => Bench.Case(id, _ =>
        {
            order.Add(id);
            return fails ? throw new CheckFailedException(FailureKind.WrongBytes, "what happened") : Task.CompletedTask;
        });
        await Bench.RunAsync(new CheckPlan { Cases = [Of("a", false), Of("b", true), Of("c", false)], RetriesFailures = true });

        Assert.Equal(["a", "b", "c", "b"], order);
    }

    [Fact]
    public async Task Only_what_failed_in_an_earlier_check_runs()
    {
        var runs = 0;
        var passed = Bench.Case("passed", _ => Task.FromResult(++runs));
        var (record, _) = await Bench.RunAsync(new CheckPlan
        {
            Cases = [passed, Bench.Passing("flaky"), Bench.Failing("failed"), Bench.Passing("new")],
            Earlier = new Dictionary<string, string> { ["made.up.passed"] = "passed", ["made.up.flaky"] = "failed", ["made.up.failed"] = "failed" },
        });

        Assert.Equal(0, runs);
        Assert.Equal([false, true, false, false], record.Cases.Select(static one => one.IsFlaky));
        Assert.Equal(["passed", "passed", "failed", "passed"], record.Cases.Select(static one => one.Verdict.Word));
    }

    [Fact]
    public async Task A_check_without_any_judged_case_is_incomplete()
    {
        var held = Bench.Case("held", static _ => throw new NotJudgedException("the port is held"));

        Assert.Equal("the port is held", (await Bench.RunAsync(new CheckPlan { Cases = [held, held] })).Record.WhyIncomplete);
        Assert.Null((await Bench.RunAsync(new CheckPlan { Cases = [held, Bench.Passing("judged")] })).Record.WhyIncomplete);
    }

    [Fact]
    public async Task A_servers_own_client_is_noted_even_if_only_an_unjudged_case_saw_it()
    {
        var why = $"{OwnClients.Connected(7)}, and that took the connection";
        var held = Bench.Case("held", _ => throw new NotJudgedException(why) { IsOwnClient = true });

        Assert.Equal([why], (await Bench.RunAsync(new CheckPlan { Cases = [held, Bench.Passing("judged")] })).Record.Notes);
        var (record, _) = await Bench.RunAsync(new CheckPlan { Cases = [held, held] });
        Assert.Equal((why, 0), (record.WhyIncomplete, record.Notes.Count));
    }

    [Fact]
    public async Task A_strict_check_fails_because_of_a_SHOULD()
    {
        Case[] cases = [Bench.Failing("should", level: Level.Should)];

        Assert.True((await Bench.RunAsync(new CheckPlan { Cases = cases })).Record.HasPassed);
        Assert.False((await Bench.RunAsync(new CheckPlan { Cases = cases, IsStrict = true })).Record.HasPassed);
    }

    [Fact]
    public async Task The_total_timeout_stops_the_current_case_and_all_later_ones()
    {
        var (record, told) = await Bench.RunAsync(new CheckPlan
        {
            Cases = [Bench.Passing("first"), Bench.Case("endless", static context => Task.Delay(Timeout.InfiniteTimeSpan, context.Options.Time, context.Cancel)), Bench.Passing("behind")],
            TotalTimeout = TimeSpan.FromMilliseconds(200),
        });

        Assert.Equal(["not-run", "not-run"], record.Cases.Skip(1).Select(static one => one.Verdict.Word));
        Assert.All(record.Cases.Skip(1), static one => Assert.Equal(new Verdict.NotRun("all cases together took more than 200ms"), one.Verdict));
        Assert.Equal(4, told.Lines.Count);
        Assert.False(record.HasPassed);
        Assert.Null(record.WhyIncomplete);
    }

    [Fact]
    public async Task A_known_failure_does_not_fail_the_check_and_a_pass_is_reported()
    {
        var (record, _) = await Bench.RunAsync(new CheckPlan
        {
            Cases = [Bench.Failing("fails"), Bench.Passing("passes")],
            KnownFailing = new HashSet<string> { "made.up.fails", "made.up.passes" },
        });

        Assert.True(record.HasPassed);
        Assert.All(record.Cases, static one => Assert.True(one.IsKnownFailing));
        Assert.Equal(["failed", "passed"], record.Cases.Select(static one => one.Verdict.Word));
    }

    [Fact]
    public async Task A_program_that_does_not_listen_is_started_once()
    {
        var started = 0;
        Task Never(CaseContext context)
        {
            started++;
            throw new CheckFailedException(FailureKind.NeverConnected, "it did not listen") { IsStartFailure = true };
        }

        var (record, _) = await Bench.RunAsync(new CheckPlan { Cases = [Bench.Case("a", Never), Bench.Case("b", Never), Bench.Case("c", Never)] });

        Assert.Equal(1, started);
        Assert.All(record.Cases, static one => Assert.Equal(FailureKind.NeverConnected, one.Failed!.Failure!.Kind));
        Assert.Equal([false, true, true], record.Cases.Select(static one => one.IsSameStartFailure));
        Assert.Equal("it did not listen, and was not started again for this case", record.Cases[1].Failed!.Failure!.Message);
    }

    [Fact]
    public async Task A_program_that_has_listened_before_is_started_again_after_a_start_failure()
    {
        var (record, _) = await Bench.RunAsync(new CheckPlan { Cases = [Bench.Passing("a"), Bench.Failing("b", FailureKind.NeverConnected), Bench.Passing("c")] });

        Assert.Equal(["passed", "failed", "passed"], record.Cases.Select(static one => one.Verdict.Word));
    }

    [Fact]
    public async Task A_missing_program_stops_the_check()
    {
        var (record, told) = await Bench.RunAsync(new CheckPlan { Cases = [Bench.Case("a", static context => context.StartServerAsync()), Bench.Passing("b")] });

        Assert.Equal("there is no program", record.WhyIncomplete);
        Assert.Equal(["2 cases", "made.up.a not-run", "made.up.b not-run"], told.Lines);
    }

    [Fact]
    public async Task A_bug_in_a_case_affects_only_that_case()
    {
        var (record, _) = await Bench.RunAsync(new CheckPlan { Cases = [Bench.Case("a", static _ => throw new InvalidOperationException("oops")), Bench.Passing("b")] });

        Assert.Equal(["broken", "passed"], record.Cases.Select(static one => one.Verdict.Word));
        Assert.Equal(new Verdict.Broken("InvalidOperationException: oops"), record.Cases[0].Verdict);
    }

    [Fact]
    public async Task An_interrupted_check_completes_its_reports()
    {
        using var interrupt = new CancellationTokenSource();
        var cases = new[] { Bench.Case("a", async context => { await interrupt.CancelAsync(); await Task.Delay(Timeout.InfiniteTimeSpan, context.Options.Time, context.Cancel); }), Bench.Passing("b") };
        var report = new Bench.RecordedReport();
        var head = new CheckRecord { Suite = Bench.Suite(cases), Target = "nothing", Options = new CheckOptions(), RerunCommand = static (_, id) => id, Began = DateTimeOffset.UnixEpoch };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new CheckRun(head, new Bench.NoProgram(), new CheckPlan { Cases = cases }, [report]).RunAsync(interrupt.Token));

        Assert.Equal(["2 cases", "made.up.a not-run", "made.up.b not-run"], report.Lines);
        Assert.Equal("the check was interrupted", report.Ended!.WhyIncomplete);
    }
}
