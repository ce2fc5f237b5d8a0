using Tincan.Checks.Contexts;
using Tincan.Checks.Findings;
using Tincan.Checks.Parameters;
using Tincan.Checks.Targets;
using Tincan.Checks.Targets.Processes;
using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Plans;

namespace Tincan.Checks.Cases;

/// <summary>One attempt to run a case, in a folder of its own, with its events and its failure.</summary>
/// <param name="assignment">What the program should be.</param>
/// <param name="target">The program.</param>
/// <param name="found">The options with everything that the probe found.</param>
/// <param name="options">The options of this attempt.</param>
internal sealed class Attempt(Assignment assignment, ITarget target, CheckOptions found, CheckOptions options)
{
    /// <summary>How long a program may take to exit after its connections broke. A JVM needs a moment.</summary>
    private static readonly TimeSpan CrashTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How much later than the program this process may learn of a signal to both.</summary>
    private static readonly TimeSpan InterruptDelay = TimeSpan.FromMilliseconds(200);

    private readonly CaseEvents _seen = new();
    private readonly long _began = options.Time.GetTimestamp();

    /// <summary>Runs the case.</summary>
    /// <param name="one">The case.</param>
    /// <param name="perturbation">The fault at our end; null for a plain run.</param>
    /// <param name="cancel">Cancels the case.</param>
    /// <exception cref="NotJudgedException">The run says nothing about the program.</exception>
    public async Task<CaseResult> RunAsync(Case one, Perturbation? perturbation, CancellationToken cancel)
    {
        using var stalls = new StallDetector(options.Time);
        using var faults = perturbation is null ? null : new FaultInjector(new FaultPlan([Fault.Parse(perturbation.Fault)], options.Seed), options.Time);
        using var limit = new CancellationTokenSource(options.CaseTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        var folder = Cleanup.MakeFolder();
        try
        {
            var context = new CaseContext(assignment, target, options, faults, new Recorder(options.Time, _seen), folder.FullName, either.Token)
            {
                ExtendTimeout = limit.CancelAfter,
            };
            CheckFailedException? failure;
            Finding? finding;
            await using (context)
            {
                failure = await JudgeAsync(one, context, cancel);
                finding = failure is null || options.VerdictWait is not null ? null : FindingList.Find(EvidenceOf(one, failure, context, perturbation));
            }

            return new CaseResult(one, perturbation?.Fault, failure, options.Time.GetElapsedTime(_began))
            {
                Diagnosis = failure is null or { Kind: FailureKind.Died, IsCloseFailure: true } ? null : perturbation?.Diagnosis,
                Finding = finding,
                Events = _seen.Events,

                // The program has exited, so its output is complete, and so are its connections.
                Output = failure?.Output ?? context.Output,
                HasStalled = stalls.HasStalled,
                DidNotExit = context.DidNotExit,
                OwnClient = OwnClients.Observe(context, failure?.Output ?? context.Output),
            };
        }
        finally
        {
            TargetFolder.Delete(folder.FullName);
        }
    }

    private async Task<CheckFailedException?> JudgeAsync(Case one, CaseContext context, CancellationToken cancel)
    {
        try
        {
            await one.RunAsync(context);
            var crash = await FindCrashAsync(context);
            await ThrowIfInterruptedAsync(crash, context, cancel);
            return crash;
        }
        catch (CheckFailedException failed)
        {
            var failure = await ExplainByExitAsync(failed, context);
            await ThrowIfInterruptedAsync(failure, context, cancel);
            return MayBeOwnClient(failure) && context.WhyNotServed(_seen.Events, failure.Kind == FailureKind.Died) is { } own ? throw new NotJudgedException(own) { IsOwnClient = true } : failure;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new CheckFailedException(FailureKind.NoAnswer, $"the case did not end within {options.CaseTimeout.TotalSeconds:0.###} s");
        }
    }

    private Evidence EvidenceOf(Case one, CheckFailedException failure, CaseContext context, Perturbation? perturbation) => new(assignment, options.Dialect, failure, _seen.Events)
    {
        Fault = perturbation?.Fault,
        IsPipelined = one.IsPipelined,
        IsSilent = found.IsSilent,
        Buffer = SharedParameters.BufferOf(found),
        Output = failure.Output ?? context.Output,
        Exit = context.Exit,
        TableAddresses = context.TableAddresses,
        QuitWords = context.QuitWords,
        Deadline = assignment.DeadlineOf(found),
        Input = Encoding.UTF8.GetString(context.Input.Span),
        OutputFileText = context.OutputFileText,
        Elapsed = options.Time.GetElapsedTime(_began),
    };

    /// <summary>Whether the program may have served another client instead of ours.</summary>
    private static bool MayBeOwnClient(CheckFailedException failure) =>
        failure.Kind is FailureKind.NeverConnected or FailureKind.NoAnswer or FailureKind.ClosedEarly or FailureKind.Reset or FailureKind.BlockedByAnother
        || (failure.Kind == FailureKind.Died && failure.Got is not { IsEmpty: false });

    /// <summary>
    /// A program may have ended because the check is interrupted: Ctrl-C sends the signal to both, and this process may learn of the program's end first.
    /// </summary>
    private async Task ThrowIfInterruptedAsync(CheckFailedException? failure, CaseContext context, CancellationToken cancel)
    {
        if (failure is { Kind: FailureKind.Died } || (failure is not null && context.Exit is { ExitCode: not 0 }))
        {
            await Task.Delay(InterruptDelay, options.Time, cancel);
        }
    }

    /// <summary>A server that crashed after a client left fails, even if the crash closed the connection correctly.</summary>
    private async Task<CheckFailedException?> FindCrashAsync(CaseContext context)
    {
        var hasClosed = _seen.Events.Any(static one => one is { Kind: WireEventKind.Fin or WireEventKind.Rst, Direction: Direction.ToClient });
        return assignment.Side == Side.Server && hasClosed && await context.UnexpectedExitAsync() is { ExitCode: not 0 } exit
            ? new CheckFailedException(FailureKind.Died, $"its answers were right, and then the program exited ({exit.Description})") { IsCloseFailure = true }
            : null;
    }

    /// <summary>
    /// If the program exited, that explains why a connection failed or broke. It does not explain silence on an open connection: the program exited later,
    /// after we had closed it.
    /// </summary>
    private async Task<CheckFailedException> ExplainByExitAsync(CheckFailedException failed, CaseContext context)
    {
        if (options.VerdictWait is not null)
        {
            return failed;
        }

        var isConnectionFailure = failed.Kind is FailureKind.NeverConnected or FailureKind.ClosedEarly or FailureKind.Reset;
        if (await context.UnexpectedExitAsync(isConnectionFailure ? CrashTimeout : null) is not { } exit || assignment.Side == Side.Client || !isConnectionFailure)
        {
            return failed;
        }

        return new CheckFailedException(FailureKind.Died, $"the program ended ({exit.Description}): {failed.Message}")
        {
            Expected = failed.Expected,
            Got = failed.Got,
            Where = failed.Where,
            Connection = failed.Connection,
            IsStartFailure = failed.IsStartFailure,
            IsCloseFailure = failed.IsCloseFailure,
            IsContentUnknown = failed.IsContentUnknown,
        };
    }
}
