using System.Collections.Concurrent;

namespace Tincan.Cli.Grading;

/// <summary>
/// Grades submissions, several at the same time, and leaves out those that have a result already. When all have one, what failed is repeated beside
/// fewer others: no program loses points because of those that ran beside it.
/// </summary>
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
        var all = submissions.Select(static one => (Submission: one, Source: Fingerprint.Of(one))).ToList();
        var scratch = Directory.CreateTempSubdirectory("tincan-grade-");
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                // Programs may run as other users.
                File.SetUnixFileMode(scratch.FullName, scratch.UnixFileMode | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            }

            await GradeAsync([.. all.Where(one => !IsDone(one.Submission, one.Source))], plan.Jobs, "graded", null);
            if (plan.RepeatJobs > 0)
            {
                await GradeAsync([.. all.Where(one => results.Find(one.Submission.Name) is { IsToBeRepeated: true })], plan.RepeatJobs, "repeated", results.ReportOf);
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        async Task GradeAsync(IReadOnlyList<(Submission Submission, string Source)> todo, int jobs, string done, Func<string, string>? earlier)
        {
            var progress = new GradeProgress(todo.Count, done);
            var slots = new ConcurrentBag<int>(Enumerable.Range(0, jobs).Reverse());
            try
            {
                await Parallel.ForEachAsync(todo, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancel }, async (one, token) =>
                {
                    var slot = slots.TryTake(out var free) ? free : throw new InvalidOperationException("more checks than slots");
                    var check = new SubmissionCheck(plan, scratch.FullName, slot);
                    progress.Begin(one.Submission.Name);
                    var began = TimeProvider.System.GetTimestamp();
                    var before = earlier?.Invoke(one.Submission.Name) ?? "";
                    var result = await check.RunAsync(one.Submission, one.Source, before, token);
                    results.Add(result with { IsToBeRepeated = plan.RepeatJobs > 0 && earlier is null }, check.Reports, before);
                    check.CleanUp();
                    progress.End(results.Find(one.Submission.Name) ?? result, TimeProvider.System.GetElapsedTime(began));
                    slots.Add(slot);
                });
            }
            finally
            {
                progress.Clear();
            }
        }
    }
}
