using Tincan.Checks.Findings;
using Tincan.Checks.Targets;

namespace Tincan.Checks.Cases;

/// <summary>Runs cases on a program.</summary>
/// <param name="assignment">What the program should be.</param>
/// <param name="target">The program.</param>
/// <param name="options">How the program is checked.</param>
public sealed class Runner(Assignment assignment, ITarget target, CheckOptions options)
{
    /// <summary>In raw, a program may wait up to 500 ms before it takes what it has received as a message, so silence counts only after that.</summary>
    private static readonly TimeSpan RawQuietPeriod = TimeSpan.FromMilliseconds(700);

    /// <summary>How often a run is repeated if this process did not get enough CPU time.</summary>
    private const int MaxTries = 4;

    /// <summary>After this many failures that a second run confirmed, the machine is not considered slow any more.</summary>
    private const int MaxConfirmed = 6;

    /// <summary>Where waits are short, the second one is so many times as long.</summary>
    private const int SecondWait = 4;

    /// <summary>After this many silent cases in a row, the next ones wait less.</summary>
    private const int MaxSilent = 2;

    private readonly CheckOptions _options = assignment.HasLines && options.IsRaw && options.QuietPeriod < RawQuietPeriod ? options with { QuietPeriod = RawQuietPeriod } : options;
    private readonly bool _isRaw = assignment.HasLines && options.Dialect == Dialect.Raw;
    private readonly TaskCompletionSource _hasPassed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One for each run that may take place at the same time; null if runs follow each other.</summary>
    private readonly SemaphoreSlim? _slots;
    private int _confirmed;

    /// <summary>How many cases in a row received no byte.</summary>
    private int _silent;

    /// <summary>Whether to repeat a failure that a slow machine may have caused. Defaults to true.</summary>
    internal bool Retries { get; init; } = true;

    /// <summary>How many runs may take place at the same time. Defaults to 1.</summary>
    internal int Jobs { get; init => _slots = (field = value) > 1 ? new SemaphoreSlim(value) : null; } = 1;

    /// <summary>Completes when a run has passed.</summary>
    internal Task HasPassed => _hasPassed.Task;

    /// <summary>Runs a case. If it passes, runs it again under each perturbation that applies.</summary>
    /// <param name="one">The case.</param>
    /// <param name="perturbations">The perturbations; empty for the plain run only.</param>
    /// <param name="cancel">Cancels the case.</param>
    /// <exception cref="TargetException">The program could not be started.</exception>
    /// <exception cref="NotJudgedException">The port of the program was in use, so there is no result.</exception>
    public async Task<IReadOnlyList<CaseResult>> RunAsync(Case one, IReadOnlyList<Perturbation> perturbations, CancellationToken cancel)
    {
        var results = new List<CaseResult>();
        await foreach (var run in RunEachAsync(one, perturbations, cancel))
        {
            results.Add(run);
        }

        return results;
    }

    /// <summary>The same as <see cref="RunAsync"/>, one run at a time.</summary>
    internal async IAsyncEnumerable<CaseResult> RunEachAsync(Case one, IReadOnlyList<Perturbation> perturbations, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var pool = one is { CanPerturb: true, IsStateless: true } && target is ProgramTarget { CanRunInParallel: true } ? new ProgramPool(target) : null;
        var used = pool ?? target;
        var plain = await RunOnceAsync(one, null, used, cancel);
        yield return plain;

        // A client that does not exit fails a case of its own, and would fail under every fault too.
        if (!plain.HasPassed || !one.CanPerturb || plain.DidNotExit)
        {
            yield break;
        }

        var affecting = perturbations.Where(perturbation => (one.IsPipelined || !perturbation.NeedsPipelining) && (perturbation.KeepsWritesWhole || !_isRaw) && perturbation.CanAffect(assignment, plain));
        if (pool is null && _slots is not null)
        {
            foreach (var run in await Task.WhenAll(affecting.Select(perturbation => RunOnceAsync(one, perturbation, used, cancel))))
            {
                yield return run;
            }

            yield break;
        }

        // Each of them gets the program of the one before, which need not be started again.
        foreach (var perturbation in affecting)
        {
            var run = await RunOnceAsync(one, perturbation, used, cancel);
            if (!run.HasPassed && pool is not null)
            {
                // What an earlier run has left must not count.
                await pool.StopIdleAsync();
                run = await RunOnceAsync(one, perturbation, used, cancel);
            }

            yield return run;
        }
    }

    /// <summary>Runs a case as soon as there is a slot.</summary>
    private async Task<CaseResult> RunOnceAsync(Case one, Perturbation? perturbation, ITarget used, CancellationToken cancel)
    {
        await (_slots?.WaitAsync(cancel) ?? Task.CompletedTask);
        try
        {
            var run = await JudgeAsync(one, perturbation, used, cancel);
            if (run.HasPassed)
            {
                _hasPassed.TrySetResult();
            }

            return run;
        }
        finally
        {
            _slots?.Release();
        }
    }

    /// <summary>
    /// Runs a case about an edition as the suite states it. If that fails, runs it again with the values that the probe found. If the second run passes, only
    /// the edition differs. Otherwise the second failure counts, unless the probed value is itself a bug.
    /// </summary>
    private async Task<CaseResult> JudgeAsync(Case one, Perturbation? perturbation, ITarget used, CancellationToken cancel)
    {
        var stated = await RunWithRetriesAsync(one, perturbation, _options.For(assignment, one.Id), used, cancel);
        if (stated.HasPassed || _options.DiffersIn(assignment, one.Id) is not [_, ..] differs)
        {
            return stated;
        }

        var found = await RunWithRetriesAsync(one, perturbation, _options, used, cancel);
        return found.HasPassed || (differs.Any(static parameter => parameter.IsBug) && found.Failure!.Message != stated.Failure!.Message) ? stated with { Finding = EditionFinding.Of(_options, differs), Duration = stated.Duration + found.Duration } : found;
    }

    /// <summary>
    /// Repeats a failure that a slow machine may have caused; it counts if it happens twice. After a few confirmed failures, the machine is not the reason, and
    /// failures are no longer repeated, unless this process did not get to run.
    /// </summary>
    private async Task<CaseResult> RunWithRetriesAsync(Case one, Perturbation? perturbation, CheckOptions options, ITarget used, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            var isKnownSilent = Volatile.Read(ref _silent) >= MaxSilent;
            var run = await RunWhenPortIsFreeAsync(one, perturbation, options with { IsKnownSilent = isKnownSilent, VerdictWait = tries == 1 ? options.VerdictWait : options.VerdictWait * SecondWait }, used, cancel);
            var isSilence = assignment.Side == Side.Server && run.Failure is { IsSilence: true };
            if (run.HasPassed || !Retries || tries == MaxTries || !run.Failure!.MayBeSlowMachine(assignment))
            {
                Count(run, isSilence);
                return run;
            }

            if (!run.HasStalled && (tries > 1 || Volatile.Read(ref _confirmed) >= MaxConfirmed || (isSilence && (isKnownSilent || _options.IsSilent))))
            {
                Interlocked.Increment(ref _confirmed);
                Count(run, isSilence);
                return run;
            }
        }
    }

    /// <summary>A server that sent nothing in several cases in a row will probably send nothing in the next one.</summary>
    private void Count(CaseResult run, bool isSilence)
    {
        if (run.Events.Any(static one => one is { Kind: WireEventKind.Receive, Direction: Direction.ToClient }))
        {
            Volatile.Write(ref _silent, 0);
        }
        else if (isSilence)
        {
            Interlocked.Increment(ref _silent);
        }
    }

    /// <summary>If the port is still in use from the previous run, waits and runs the case again: that is not the program's fault.</summary>
    private async Task<CaseResult> RunWhenPortIsFreeAsync(Case one, Perturbation? perturbation, CheckOptions options, ITarget used, CancellationToken cancel)
    {
        try
        {
            await target.WaitForPortAsync(cancel);
            return await new Attempt(assignment, used, _options, options).RunAsync(one, perturbation, cancel);
        }
        catch (NotJudgedException held) when (!held.IsOwnClient)
        {
            await target.WaitForPortAsync(cancel);
            return await new Attempt(assignment, used, _options, options).RunAsync(one, perturbation, cancel);
        }
    }
}
