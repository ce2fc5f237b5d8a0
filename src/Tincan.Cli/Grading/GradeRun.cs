using System.Collections.Concurrent;

namespace Tincan.Cli.Grading;

/// <summary>Grades submissions, several at the same time, and leaves out those that have a result already.</summary>
/// <param name="plan">How.</param>
/// <param name="results">Where the results go.</param>
internal sealed class GradeRun(GradePlan plan, ResultsFolder results)
{
    /// <summary>Whether a submission has a result that still holds.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="source">The hash of the submission.</param>
    public bool IsDone(Submission submission, string source) => results.Find(submission.Name) is { } old && (old.Plan, old.Source) == (plan.Hash, source);

    /// <summary>Grades those that have no result yet. Results of submissions that have finished stay if it is cancelled.</summary>
    public async Task RunAsync(IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        var todo = submissions.Select(static one => (Submission: one, Source: Fingerprint.Of(one))).Where(one => !IsDone(one.Submission, one.Source)).ToList();
        var progress = new GradeProgress(todo.Count);
        var slots = new ConcurrentBag<int>(Enumerable.Range(0, plan.Jobs).Reverse());
        var scratch = Directory.CreateTempSubdirectory("tincan-grade-");
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                // Programs may run as other users.
                File.SetUnixFileMode(scratch.FullName, scratch.UnixFileMode | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            }

            await Parallel.ForEachAsync(todo, new ParallelOptions { MaxDegreeOfParallelism = plan.Jobs, CancellationToken = cancel }, async (one, token) =>
            {
                var slot = slots.TryTake(out var free) ? free : throw new InvalidOperationException("more checks than slots");
                await GradeAsync(one.Submission, one.Source, new SubmissionCheck(plan, scratch.FullName, slot), progress, token);
                slots.Add(slot);
            });
        }
        finally
        {
            progress.Clear();
            scratch.Delete(recursive: true);
        }
    }

    private async Task GradeAsync(Submission submission, string source, SubmissionCheck check, GradeProgress progress, CancellationToken cancel)
    {
        progress.Begin(submission.Name);
        var began = TimeProvider.System.GetTimestamp();
        var result = await check.RunAsync(submission, source, cancel);
        results.Add(result, check.Reports);
        check.CleanUp();
        progress.End(results.Find(submission.Name) ?? result, TimeProvider.System.GetElapsedTime(began));
    }
}
