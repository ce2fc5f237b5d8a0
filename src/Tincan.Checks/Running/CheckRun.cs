using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Checks.Targets;
using Tincan.Parsing;

namespace Tincan.Checks.Running;

/// <summary>Runs the cases of a plan, and reports them in the order of the suite.</summary>
/// <param name="head">The check, without results.</param>
/// <param name="target">The program.</param>
/// <param name="plan">What to run.</param>
/// <param name="reports">The reports. Each is completed, whatever happens.</param>
public sealed class CheckRun(CheckRecord head, ITarget target, CheckPlan plan, IReadOnlyList<ICheckReport> reports)
{
    private readonly Lock _lock = new();
    private CheckRecord _head = head;
    private readonly CaseOutcome[] _outcomes = [.. plan.Cases.Select((one, index) => new CaseOutcome(one)
    {
        Number = index + 1,
        IsRequired = one.Level == Level.Must || plan.IsStrict,
        IsKnownFailing = plan.KnownFailing.Contains(one.Id),
    })];

    private readonly bool[] _isDone = new bool[plan.Cases.Count];
    private readonly System.Collections.Concurrent.ConcurrentBag<int> _repeated = [];
    private int _reported;
    private string? _whyIncomplete;
    private string? _whyStopped;
    private string? _ownClient;
    private CheckFailedException? _startFailure;
    private IOException? _reportError;

    /// <summary>Runs the check.</summary>
    /// <param name="cancel">Cancels the check; the reports say so.</param>
    public async Task<CheckRecord> RunAsync(CancellationToken cancel)
    {
        var began = _head.Options.Time.GetTimestamp();
        CheckRecord record;
        var hasBegun = false;
        _whyIncomplete = "the check was interrupted";
        try
        {
            await ProbeAsync(cancel);
            Begin();
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            if (_ownClient is null)
            {
                await RunAllAsync(end, cancel);
            }
            else
            {
                _whyIncomplete = _ownClient;
            }

            cancel.ThrowIfCancellationRequested();
        }
        finally
        {
            Begin();
            ReportRest();
            record = _head with { Notes = [.. _head.Notes, .. LateNotes()], Cases = _outcomes, WhyIncomplete = _whyIncomplete, Duration = _head.Options.Time.GetElapsedTime(began) };
            Report(report => report.End(record));
        }

        return _reportError is null ? record : throw _reportError;

        void Begin()
        {
            if (!hasBegun)
            {
                hasBegun = true;
                Report(report => report.Begin(_head, plan.Cases.Count));
            }
        }
    }

    private async Task ProbeAsync(CancellationToken cancel)
    {
        try
        {
            var found = plan.Probes ? await _head.Suite.ProbeAsync(target, _head.Options, plan.Cases, cancel) : null;
            _head = found is null ? _head : _head with { Options = found.Options, Notes = found.Notes };
            _startFailure = found?.StartFailure;
        }
        catch (Exception error) when (error is TargetException or NotJudgedException)
        {
            // The first case has the same problem, and the reports show it there.
            _ownClient = error is NotJudgedException { IsOwnClient: true } ? error.Message : null;
            _head = _head with { Options = _head.Options with { Dialect = Framing.Dialect.Lf } };
        }
    }

    private async Task RunAllAsync(CancellationTokenSource end, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(plan.TotalTimeout, _head.Options.Time);
        using var atLimit = limit.Token.Register(() => Stop(end, $"all cases together took more than {TimeText.Write(plan.TotalTimeout)}"));
        var jobs = target.CanRunInParallel && !SharedParameters.HasFixedTables(_head.Suite, _head.Options) ? plan.Jobs : 1;
        var runner = new Runner(_head.Suite, target, _head.Options) { Jobs = jobs };
        try
        {
            // The first case shows whether the program starts at all; if it does not, the others do not wait for it again.
            var first = RunCaseAsync(0, runner, end);
            await (jobs > 1 ? await Task.WhenAny(first, runner.HasPassed) : first);
            await Task.WhenAll(first, Parallel.ForEachAsync(
                Enumerable.Range(1, plan.Cases.Count - 1),
                new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = end.Token },
                async (index, _) => await RunCaseAsync(index, runner, end)));
            foreach (var index in _repeated.Order())
            {
                Complete(index, await RepeatedAsync(_outcomes[index], runner, end.Token));
            }

            _whyIncomplete = WhyNothingWasJudged;
        }
        catch (TargetException error)
        {
            _whyIncomplete = error.Message;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            _whyIncomplete = null;
        }
    }

    private async Task RunCaseAsync(int index, Runner runner, CancellationTokenSource end)
    {
        var outcome = _outcomes[index];
        var earlier = plan.Earlier.GetValueOrDefault(outcome.Case.Id);
        if (earlier == Verdict.PassedWord)
        {
            Complete(index, outcome with { Verdict = new Verdict.Passed([]) });
            return;
        }

        if (outcome.Case.WhySkipped(_head.Suite, _head.Options, target) is { } why)
        {
            Complete(index, outcome with { Verdict = new Verdict.Skipped(why) });
            return;
        }

        if (index == 0 && _startFailure is { } failed)
        {
            outcome = outcome with { IsFlaky = plan.RetriesFailures && await PassesAsync(outcome.Case, plan.Perturbations, runner, end.Token) };
            Complete(0, outcome with { Verdict = Verdict.Of([new CaseResult(outcome.Case, null, failed, TimeSpan.Zero) { Output = failed.Output ?? "" }]) });
            _startFailure = outcome.IsFlaky ? null : NotRestarted(failed);
            return;
        }

        if (_startFailure is { } never)
        {
            Complete(index, outcome with { IsSameStartFailure = true, Verdict = Verdict.Of([new CaseResult(outcome.Case, null, never, TimeSpan.Zero)]) });
            return;
        }

        try
        {
            outcome = outcome with { Verdict = Verdict.Of(await runner.RunAsync(outcome.Case, plan.Perturbations, end.Token)) };
            outcome = outcome with { IsFlaky = earlier == Verdict.FailedWord && outcome.Verdict is Verdict.Passed };
            var isStartFailure = index == 0 && outcome.Failed is { Failure: { Kind: FailureKind.NeverConnected or FailureKind.Died, IsStartFailure: true } };
            if (plan.RetriesFailures && outcome.Failed is not null)
            {
                _outcomes[index] = outcome;
                if (!isStartFailure && !plan.FailFast)
                {
                    // Beside the other cases it might fail for the same reason.
                    _repeated.Add(index);
                    return;
                }

                outcome = await RepeatedAsync(outcome, runner, end.Token);
            }

            if (isStartFailure && !outcome.IsFlaky)
            {
                _startFailure = NotRestarted(outcome.Failed!.Failure!);
            }
        }
        catch (NotJudgedException error)
        {
            outcome = outcome with { Verdict = new Verdict.NotRun(error.Message) };
        }
        catch (Exception error) when (error is not OperationCanceledException and not TargetException)
        {
            outcome = outcome with { Verdict = new Verdict.Broken($"{error.GetType().Name}: {error.Message}") };
        }

        Complete(index, outcome);
        if (plan.FailFast && outcome.FailsCheck)
        {
            Stop(end, $"{(outcome.Case.IsHidden ? "a hidden case" : $"'{outcome.Case.Id}'")} failed");
        }
    }

    /// <summary>Runs what failed once more: with the faults with which it failed.</summary>
    private async Task<CaseOutcome> RepeatedAsync(CaseOutcome outcome, Runner runner, CancellationToken cancel)
    {
        var failed = outcome.Verdict.Runs.Where(static run => !run.HasPassed).Select(static run => run.Fault).ToHashSet();
        return outcome with { IsFlaky = await PassesAsync(outcome.Case, [.. plan.Perturbations.Where(one => failed.Contains(one.Fault))], runner, cancel) };
    }

    private static async Task<bool> PassesAsync(Case one, IReadOnlyList<Perturbation> perturbations, Runner runner, CancellationToken cancel)
    {
        try
        {
            return Verdict.Of(await runner.RunAsync(one, perturbations, cancel)) is Verdict.Passed;
        }
        catch (NotJudgedException)
        {
            return false;
        }
    }

    /// <summary>If no case could be judged: the reason for the first one. Otherwise null.</summary>
    private string? WhyNothingWasJudged => _outcomes.All(static one => one.Verdict is Verdict.NotRun or Verdict.Skipped)
        ? _outcomes.Select(static one => one.Verdict).OfType<Verdict.NotRun>().FirstOrDefault()?.Why
        : null;

    private static CheckFailedException NotRestarted(CheckFailedException first) =>
        new(first.Kind, $"{first.Message}, and was not started again for this case") { IsStartFailure = true };

    private void Stop(CancellationTokenSource end, string why)
    {
        lock (_lock)
        {
            _whyStopped ??= why;
        }

        end.Cancel();
    }

    private void Complete(int index, CaseOutcome outcome)
    {
        lock (_lock)
        {
            _outcomes[index] = outcome;
            _isDone[index] = true;
            while (_reported < _outcomes.Length && _isDone[_reported])
            {
                var next = _outcomes[_reported++];
                Report(report => report.Add(next));
            }
        }
    }

    /// <summary>Notes about what was only seen while the cases ran.</summary>
    private IEnumerable<string> LateNotes()
    {
        var later = OwnClients.AdditionalNote(_head.Notes, _outcomes.SelectMany(static one => one.Verdict.Runs).Select(static run => run.OwnClient));

        // A case that was not judged has no run. If none was judged, the check already ends with this reason.
        later ??= _whyIncomplete is not null || _head.Notes.Any(OwnClients.IsNoted) ? null
            : _outcomes.Select(static one => (one.Verdict as Verdict.NotRun)?.Why).FirstOrDefault(static why => why is not null && OwnClients.IsNoted(why));
        return later is null ? [] : [later];
    }

    private void ReportRest()
    {
        for (; _reported < _outcomes.Length; _reported++)
        {
            if (!_isDone[_reported] && _outcomes[_reported].Verdict is Verdict.NotRun && (_whyStopped ?? _whyIncomplete) is { } why)
            {
                _outcomes[_reported] = _outcomes[_reported] with { Verdict = new Verdict.NotRun(why) };
            }

            var next = _outcomes[_reported];
            Report(report => report.Add(next));
        }
    }

    /// <summary>If one report cannot be written, the others still are.</summary>
    private void Report(Action<ICheckReport> call)
    {
        foreach (var report in reports)
        {
            try
            {
                call(report);
            }
            catch (IOException error)
            {
                _reportError ??= error;
            }
        }
    }
}
