using Tincan.Checks.Contexts;
using Tincan.Checks.Findings;
using Tincan.Checks.Parameters;
using Tincan.Checks.Targets;
using Tincan.Checks.Targets.Processes;
using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Plans;

namespace Tincan.Checks.Cases;

/// <summary>Runs cases on a program.</summary>
public sealed class Runner
{
    /// <summary>In raw a program may wait for 500 ms until it takes what came for a whole message, so that silence means more only after that.</summary>
    private static readonly TimeSpan RawQuietPeriod = TimeSpan.FromMilliseconds(700);

    /// <summary>How long a program may take to end that has broken its connections: a JVM does not at once.</summary>
    private static readonly TimeSpan CrashTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How often a run is tried on a machine so busy that this process did not get to run.</summary>
    private const int MaxTries = 4;

    /// <summary>So many failures that came again show that the machine is not slow.</summary>
    private const int MaxConfirmed = 6;

    /// <summary>So many silent cases in a row show that the next ones need not be waited for as long.</summary>
    private const int MaxSilent = 2;

    private readonly Assignment _assignment;
    private readonly ITarget _target;
    private readonly CheckOptions _options;
    private readonly bool _isRaw;
    private int _confirmed;

    /// <summary>So many cases in a row were never sent a byte.</summary>
    private int _silent;

    /// <summary>Makes a runner.</summary>
    /// <param name="assignment">What the program is to be.</param>
    /// <param name="target">What is checked.</param>
    /// <param name="options">How.</param>
    public Runner(Assignment assignment, ITarget target, CheckOptions options)
    {
        _assignment = assignment;
        _target = target;
        _isRaw = assignment.HasLines && options.Dialect == Dialect.Raw;
        _options = assignment.HasLines && options.IsRaw && options.QuietPeriod < RawQuietPeriod ? options with { QuietPeriod = RawQuietPeriod } : options;
    }

    /// <summary>A failure that could come from a slow machine is tried again. Defaults to true.</summary>
    internal bool Retries { get; init; } = true;

    /// <summary>Runs a case, and again under each perturbation that fits it if the plain run passes.</summary>
    /// <param name="one">The case.</param>
    /// <param name="perturbations">Under which faults; none for the plain run only.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TargetException">The program could not be started at all.</exception>
    /// <exception cref="NotJudgedException">Its port was not free, so that nothing can be told.</exception>
    public async Task<IReadOnlyList<CaseResult>> RunAsync(Case one, IReadOnlyList<Perturbation> perturbations, CancellationToken cancel)
    {
        var results = new List<CaseResult>();
        await foreach (var run in RunEachAsync(one, perturbations, cancel))
        {
            results.Add(run);
        }

        return results;
    }

    /// <summary>The same, run by run: who has seen enough leaves.</summary>
    internal async IAsyncEnumerable<CaseResult> RunEachAsync(Case one, IReadOnlyList<Perturbation> perturbations, [EnumeratorCancellation] CancellationToken cancel)
    {
        var plain = await RunOnceAsync(one, null, cancel);
        yield return plain;

        // A client that does not end by itself fails a case of its own, and would fail for that under every fault.
        if (!plain.HasPassed || !one.CanPerturb || plain.DidNotExit)
        {
            yield break;
        }

        foreach (var perturbation in perturbations.Where(perturbation => (one.IsPipelined || !perturbation.NeedsPipelining) && (perturbation.KeepsWritesWhole || !_isRaw) && perturbation.CanAffect(_assignment, plain)))
        {
            yield return await RunOnceAsync(one, perturbation, cancel);
        }
    }

    /// <summary>
    /// A case that is about what an edition decides is judged as the suite states it. If it fails, it is run again as the program was found to be: when
    /// it passes then, nothing but the edition is wrong; and otherwise what else is wrong with it counts, unless what was found is no edition but a fault.
    /// </summary>
    private async Task<CaseResult> RunOnceAsync(Case one, Perturbation? perturbation, CancellationToken cancel)
    {
        var stated = await RunWithRetriesAsync(one, perturbation, _options.For(_assignment, one.Id), cancel);
        if (stated.HasPassed || _options.DiffersIn(_assignment, one.Id) is not [_, ..] differs)
        {
            return stated;
        }

        var found = await RunWithRetriesAsync(one, perturbation, _options, cancel);
        return found.HasPassed || (differs.Any(static parameter => parameter.IsBug) && found.Failure!.Message != stated.Failure!.Message) ? stated with { Finding = EditionFinding.Of(_options, differs), Duration = stated.Duration + found.Duration } : found;
    }

    /// <summary>
    /// A failure that could come from a slow machine counts when it comes a second time. Once some have, the machine is not what is slow, and no more are
    /// tried again; but a run in which this process itself did not get to run always is.
    /// </summary>
    private async Task<CaseResult> RunWithRetriesAsync(Case one, Perturbation? perturbation, CheckOptions options, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            var isKnownSilent = Volatile.Read(ref _silent) >= MaxSilent;
            var run = await RunWhenPortIsFreeAsync(one, perturbation, options with { IsKnownSilent = isKnownSilent }, cancel);
            var isSilence = _assignment.Side == Side.Server && run.Failure is { IsSilence: true };
            if (run.HasPassed || !Retries || tries == MaxTries || !run.Failure!.MayBeSlowMachine(_assignment))
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

    /// <summary>A server that has sent nothing in several cases, one after the other, most likely sends nothing in the next one.</summary>
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

    /// <summary>A port that is still held by the run before says nothing about the program: the run is done again when it is free.</summary>
    private async Task<CaseResult> RunWhenPortIsFreeAsync(Case one, Perturbation? perturbation, CheckOptions options, CancellationToken cancel)
    {
        try
        {
            await _target.WaitForPortAsync(cancel);
            return await AttemptAsync(one, perturbation, options, cancel);
        }
        catch (NotJudgedException held) when (!held.IsOwnClient)
        {
            await _target.WaitForPortAsync(cancel);
            return await AttemptAsync(one, perturbation, options, cancel);
        }
    }

    private async Task<CaseResult> AttemptAsync(Case one, Perturbation? perturbation, CheckOptions options, CancellationToken cancel)
    {
        var seen = new CaseEvents();
        var recorder = new Recorder(options.Time, seen);
        using var heart = new StallDetector(options.Time);
        using var faults = perturbation is null ? null : new FaultInjector(new FaultPlan([Fault.Parse(perturbation.Fault)], options.Seed), options.Time);
        using var limit = new CancellationTokenSource(options.CaseTimeout, options.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        var folder = Cleanup.MakeFolder();
        var began = options.Time.GetTimestamp();
        CheckFailedException? failure = null;
        Finding? finding = null;
        var output = "";
        var hasStayed = false;
        string? ownClient = null;
        try
        {
            var context = new CaseContext(_assignment, _target, options, faults, recorder, folder.FullName, over.Token)
            {
                ExtendTimeout = limit.CancelAfter,
            };
            await using (context)
            {
                try
                {
                    await one.RunAsync(context);
                    failure = await FindCrashAsync(context, seen.Events);
                }
                catch (CheckFailedException failed)
                {
                    failure = await ExplainByExitAsync(failed, context);
                    if (MayBeOwnClient(failure) && context.WhyNotServed(seen.Events) is { } own)
                    {
                        throw new NotJudgedException(own) { IsOwnClient = true };
                    }
                }
                catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
                {
                    failure = new CheckFailedException(FailureKind.NoAnswer, $"the case did not end within {options.CaseTimeout.TotalSeconds:0.###} s");
                }

                if (failure is not null)
                {
                    finding = FindingList.Find(new Evidence(_assignment, options.Dialect, failure, seen.Events)
                    {
                        Fault = perturbation?.Fault,
                        IsSilent = _options.IsSilent,
                        Buffer = BufferParameter.Of(_options),
                        Output = failure.Output ?? context.Output,
                        Exit = context.Exit,
                        TableAddresses = context.TableAddresses,
                        QuitWords = context.QuitWords,
                        Deadline = _options.Deadline,
                        Input = Encoding.UTF8.GetString(context.Input.Span),
                        OutputFileText = context.OutputFileText,
                        Elapsed = options.Time.GetElapsedTime(began),
                    });
                }

                ownClient = OwnClients.In(context, failure?.Output ?? context.Output);
            }

            hasStayed = context.DidNotExit;

            // Now that the program is over, all that it wrote is here.
            output = failure?.Output ?? context.Output;
        }
        finally
        {
            TargetFolder.Delete(folder.FullName);
        }

        return new CaseResult(one, perturbation?.Fault, failure, options.Time.GetElapsedTime(began))
        {
            Diagnosis = failure is null or { Kind: FailureKind.Died, IsCloseFailure: true } ? null : perturbation?.Diagnosis,
            Finding = finding,
            Events = seen.Events,
            Output = output,
            HasStalled = heart.HasStalled,
            DidNotExit = hasStayed,
            OwnClient = ownClient,
        };
    }

    /// <summary>As if another client had been served in place of ours.</summary>
    private static bool MayBeOwnClient(CheckFailedException failure) =>
        failure.Kind is FailureKind.NeverConnected or FailureKind.NoAnswer or FailureKind.ClosedEarly or FailureKind.Reset or FailureKind.BlockedByAnother
        || (failure.Kind == FailureKind.Died && failure.Got is not { IsEmpty: false });

    /// <summary>A server that crashed when a client left has not done what it should, even if the crash closed its connection.</summary>
    private static async Task<CheckFailedException?> FindCrashAsync(CaseContext context, IReadOnlyList<WireEvent> events)
    {
        var hasClosed = events.Any(static one => one is { Kind: WireEventKind.Fin or WireEventKind.Rst, Direction: Direction.ToClient });
        return context.Assignment.Side == Side.Server && hasClosed && await context.UnexpectedExitAsync() is { ExitCode: not 0 } end
            ? new CheckFailedException(FailureKind.Died, $"what it said was right, and then the program ended ({end.Description})") { IsCloseFailure = true }
            : null;
    }

    /// <summary>
    /// A program that has died explains why a connection was not made, or broke. Not why nothing came on one that stayed open: then it died later,
    /// of our leaving.
    /// </summary>
    private static async Task<CheckFailedException> ExplainByExitAsync(CheckFailedException failed, CaseContext context)
    {
        var isOfConnection = failed.Kind is FailureKind.NeverConnected or FailureKind.ClosedEarly or FailureKind.Reset;
        if (await context.UnexpectedExitAsync(isOfConnection ? CrashTimeout : null) is not { } end || context.Assignment.Side == Side.Client || !isOfConnection)
        {
            return failed;
        }

        return new CheckFailedException(FailureKind.Died, $"the program ended ({end.Description}): {failed.Message}")
        {
            Expected = failed.Expected,
            Got = failed.Got,
            Where = failed.Where,
            IsStartFailure = failed.IsStartFailure,
            IsCloseFailure = failed.IsCloseFailure,
            IsContentUnknown = failed.IsContentUnknown,
        };
    }
}
