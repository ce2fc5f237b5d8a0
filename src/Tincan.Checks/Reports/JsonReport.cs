using Tincan.Checks.Cases;
using Tincan.Checks.Running;
using Tincan.Parsing;

namespace Tincan.Checks.Reports;

/// <summary>Everything as one JSON object, for programs.</summary>
public sealed class JsonReport(TextWriter output) : ICheckReport
{
    /// <inheritdoc/>
    public void End(CheckRecord record)
    {
        output.Write(ReadableJson.Write(Of(record)));
        output.Flush();
    }

    private static JsonObject Of(CheckRecord record) => WithoutNulls(new JsonObject
    {
        ["version"] = 1,
        ["suite"] = record.Suite.Name,
        ["subject"] = record.Target,
        ["dialect"] = record.Options.Dialect.Word(),
        ["found"] = new JsonArray([.. record.Notes]),
        ["seed"] = record.Options.Seed,
        ["began"] = record.Began,
        ["seconds"] = Math.Round(record.Duration.TotalSeconds, 3),
        ["met"] = record.HasPassed,
        ["broken"] = record.WhyIncomplete,
        ["passed"] = record.Count<Verdict.Passed>(),
        ["failed"] = record.Count<Verdict.Failed>(),
        ["notRun"] = record.Count<Verdict.NotRun>(),
        ["notJudged"] = record.Count<Verdict.Broken>(),
        ["score"] = record.Score,
        ["maxScore"] = record.MaxScore,
        ["hidden"] = record.Hidden is not { } hidden ? null
            : new JsonObject { ["cases"] = hidden.Count, ["failed"] = hidden.Failed, ["score"] = hidden.Score, ["maxScore"] = hidden.MaxScore },
        ["cases"] = new JsonArray([.. record.Cases.Select(outcome => Of(outcome, record))]),
    });

    private static JsonObject Of(CaseOutcome outcome, CheckRecord record)
    {
        var hasFailed = outcome.Verdict is Verdict.Failed;
        return WithoutNulls(new JsonObject
        {
            ["id"] = outcome.Case.Id,
            ["level"] = ReportText.Of(outcome.Case.Level),
            ["requirement"] = outcome.Case.Requirement,
            ["visibility"] = outcome.Case.IsHidden ? ReportText.Of(outcome.Case.Visibility) : null,
            ["status"] = outcome.Verdict.Word,
            ["content"] = ReportText.Of(outcome.Content),
            ["ending"] = ReportText.Of(outcome.Ending),
            ["required"] = outcome.IsRequired,
            ["knownFailing"] = outcome.IsKnownFailing,
            ["flaky"] = outcome.IsFlaky ? true : null,
            ["score"] = outcome.Score,
            ["maxScore"] = outcome.MaxScore,
            ["seconds"] = Math.Round(outcome.Duration.TotalSeconds, 3),
            ["why"] = outcome.Verdict switch
            {
                Verdict.NotRun not => not.Why,
                Verdict.Skipped skipped => skipped.Why,
                Verdict.Broken broken => broken.Why,
                _ => null,
            },
            ["hint"] = hasFailed ? ReportText.Hint(outcome, record.Suite.Side) : null,
            ["again"] = hasFailed ? record.RerunCommandOf(outcome.Case.Id) : null,
            ["runs"] = new JsonArray([.. outcome.Verdict.Runs.Select(Of)]),
        });
    }

    private static JsonObject Of(CaseResult run)
    {
        var failure = run.Failure;
        return WithoutNulls(new JsonObject
        {
            ["fault"] = run.Fault,
            ["passed"] = run.HasPassed,
            ["seconds"] = Math.Round(run.Duration.TotalSeconds, 3),
            ["kind"] = failure is null ? null : ReportText.Of(failure.Kind),
            ["message"] = failure?.Message,
            ["where"] = failure?.Where,
            ["expected"] = Base64(failure?.Expected),
            ["expectedText"] = Text(failure?.Expected),
            ["got"] = Base64(failure?.Got),
            ["gotText"] = Text(failure?.Got),
            ["right"] = failure?.MatchingBytes,
            ["diagnosis"] = failure is null ? null : run.Diagnosis,
            ["seen"] = failure is null ? null : run.Finding?.What,
            ["ladder"] = failure is null ? null : CaseLadder.Text(run),
            ["wrote"] = failure is null ? null : run.Output,
        });
    }

    private static string? Base64(ReadOnlyMemory<byte>? bytes) => bytes is { } some ? Convert.ToBase64String(some.Span) : null;

    private static string? Text(ReadOnlyMemory<byte>? bytes) => bytes is { } some ? Escape.ForTerminal(some.Span) : null;

    private static JsonObject WithoutNulls(JsonObject json)
    {
        foreach (var (name, _) in json.Where(static property => property.Value is null).ToList())
        {
            json.Remove(name);
        }

        return json;
    }
}
