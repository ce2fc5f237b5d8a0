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
        output.Write(ReadableJson.Write(json => Write(json, record)));
        output.Flush();
    }

    private static void Write(Utf8JsonWriter json, CheckRecord record)
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteString("suite", record.Suite.Name);
        json.WriteString("subject", record.Target);
        json.WriteString("dialect", record.Options.Dialect.Word());
        json.WriteArray("found", record.Notes, json.WriteStringValue);
        json.WriteNumber("seed", record.Options.Seed);
        json.WriteString("began", record.Began);
        json.WriteNumber("seconds", Math.Round(record.Duration.TotalSeconds, 3));
        json.WriteBoolean("met", record.HasPassed);
        Text(json, "broken", record.WhyIncomplete);
        json.WriteNumber("passed", record.Count<Verdict.Passed>());
        json.WriteNumber("failed", record.Count<Verdict.Failed>());
        json.WriteNumber("notRun", record.Count<Verdict.NotRun>());
        json.WriteNumber("notJudged", record.Count<Verdict.Broken>());
        json.WriteNumber("score", record.Score);
        json.WriteNumber("maxScore", record.MaxScore);
        if (record.Hidden is { } hidden)
        {
            json.WriteStartObject("hidden");
            json.WriteNumber("cases", hidden.Count);
            json.WriteNumber("failed", hidden.Failed);
            json.WriteNumber("score", hidden.Score);
            json.WriteNumber("maxScore", hidden.MaxScore);
            json.WriteEndObject();
        }

        json.WriteArray("cases", record.Cases, outcome => Write(json, outcome, record));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CaseOutcome outcome, CheckRecord record)
    {
        json.WriteStartObject();
        json.WriteString("id", outcome.Case.Id);
        json.WriteString("level", ReportText.Of(outcome.Case.Level));
        json.WriteString("requirement", outcome.Case.Requirement);
        Text(json, "visibility", outcome.Case.IsHidden ? ReportText.Of(outcome.Case.Visibility) : null);
        json.WriteString("status", outcome.Verdict.Word);
        json.WriteString("content", ReportText.Of(outcome.Content));
        json.WriteString("ending", ReportText.Of(outcome.Ending));
        json.WriteBoolean("required", outcome.IsRequired);
        json.WriteBoolean("knownFailing", outcome.IsKnownFailing);
        json.WriteNumber("score", outcome.Score);
        json.WriteNumber("maxScore", outcome.MaxScore);
        json.WriteNumber("seconds", Math.Round(outcome.Duration.TotalSeconds, 3));
        Text(json, "why", outcome.Verdict switch
        {
            Verdict.NotRun not => not.Why,
            Verdict.Skipped skipped => skipped.Why,
            Verdict.Broken broken => broken.Why,
            _ => null,
        });
        if (outcome.Verdict is Verdict.Failed)
        {
            json.WriteString("hint", ReportText.Hint(outcome, record.Suite.Side));
            json.WriteString("again", record.RerunCommandOf(outcome.Case.Id));
        }

        json.WriteArray("runs", outcome.Verdict.Runs, run => Write(json, run));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CaseResult run)
    {
        json.WriteStartObject();
        Text(json, "fault", run.Fault);
        json.WriteBoolean("passed", run.HasPassed);
        json.WriteNumber("seconds", Math.Round(run.Duration.TotalSeconds, 3));
        if (run.Failure is { } failure)
        {
            json.WriteString("kind", ReportText.Of(failure.Kind));
            json.WriteString("message", failure.Message);
            json.WriteString("where", failure.Where);
            Bytes(json, "expected", failure.Expected);
            Bytes(json, "got", failure.Got);
            json.WriteNumber("right", failure.MatchingBytes);
            Text(json, "diagnosis", run.Diagnosis);
            Text(json, "seen", run.Finding?.What);
            json.WriteString("ladder", CaseLadder.Text(run));
            json.WriteString("wrote", run.Output);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes bytes in Base64 for programs, and as text for people.</summary>
    private static void Bytes(Utf8JsonWriter json, string name, ReadOnlyMemory<byte>? bytes)
    {
        if (bytes is { } some)
        {
            json.WriteBase64String(name, some.Span);
            json.WriteString($"{name}Text", Escape.ForTerminal(some.Span));
        }
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
