using System.Xml;
using Tincan.Checks.Running;
using Tincan.Drawing;

namespace Tincan.Checks.Reports;

/// <summary>JUnit XML for Jenkins and GitLab. Failures that are allowed count as skipped, so that they do not break a build.</summary>
/// <param name="output">The output, which is not disposed.</param>
/// <param name="pictures">The folder of the pictures of failures, which both attach to a test; null for none.</param>
public sealed class JUnitReport(TextWriter output, string? pictures = null) : ICheckReport
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CloseOutput = false };

    /// <inheritdoc/>
    public void End(CheckRecord record)
    {
        output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        using (var xml = XmlWriter.Create(output, Settings))
        {
            xml.WriteStartElement("testsuites");
            Counts(xml, record);
            xml.WriteStartElement("testsuite");
            Counts(xml, record);
            Attribute(xml, "skipped", record.Cases.Count(static one => ElementOf(one) == "skipped"));
            Attribute(xml, "timestamp", record.Began.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
            Attribute(xml, "hostname", "localhost");
            foreach (var outcome in record.Cases)
            {
                Write(xml, outcome, record);
            }

            if (record.Hidden is { } hidden)
            {
                Write(xml, hidden, record);
            }

            if (record.WhyIncomplete is { } broken)
            {
                xml.WriteElementString("system-err", Clean($"not checked to the end: {broken}"));
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        output.Write('\n');
        output.Flush();
    }

    private static void Counts(XmlWriter xml, CheckRecord record)
    {
        Attribute(xml, "name", record.Suite.Name);
        Attribute(xml, "tests", record.Cases.Count + (record.Hidden is null ? 0 : 1));
        Attribute(xml, "failures", record.Cases.Count(static one => ElementOf(one) == "failure") + (record.Hidden is { FailsCheck: true } ? 1 : 0));
        Attribute(xml, "errors", record.Cases.Count(static one => ElementOf(one) == "error"));
        Attribute(xml, "time", Seconds(record.Duration));
    }

    private void Write(XmlWriter xml, CaseOutcome outcome, CheckRecord record)
    {
        var id = outcome.Case.Id;
        var name = id.StartsWith($"{record.Suite.Name}.", StringComparison.Ordinal) ? id[(record.Suite.Name.Length + 1)..] : id;
        xml.WriteStartElement("testcase");
        Attribute(xml, "name", name);
        Attribute(xml, "classname", record.Suite.Name);
        Attribute(xml, "time", Seconds(outcome.Duration));
        if (ElementOf(outcome) is { } element)
        {
            xml.WriteStartElement(element);
            var forgiven = ReportText.WhyAllowed(outcome) is { } words ? $" ({words})" : "";
            Attribute(xml, "message", $"{ReportText.Summary(outcome)}{forgiven}");
            if (element != "skipped")
            {
                Attribute(xml, "type", outcome.Failed is { } run ? ReportText.Of(run.Failure!.Kind) : outcome.Verdict.Word);
            }

            xml.WriteString(Clean(new FailureText(new LadderOptions()).Text(outcome, record)));
            xml.WriteEndElement();
        }

        if (outcome.Failed is { Output.Length: > 0 } failed)
        {
            xml.WriteElementString("system-out", Clean(failed.Output));
        }

        if (PictureReport.PathOf(pictures, outcome) is { } picture)
        {
            // The form that the plugin junit-attachments of Jenkins has, and GitLab has taken from it.
            xml.WriteElementString("system-out", Clean($"[[ATTACHMENT|{picture}]]"));
        }

        xml.WriteEndElement();
    }

    /// <summary>All hidden cases as one, so that a build fails because of them.</summary>
    private static void Write(XmlWriter xml, HiddenCases hidden, CheckRecord record)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "name", "hidden");
        Attribute(xml, "classname", record.Suite.Name);
        Attribute(xml, "time", Seconds(TimeSpan.Zero));
        if (hidden.FailsCheck)
        {
            xml.WriteStartElement("failure");
            Attribute(xml, "message", ReportText.Of(hidden));
            Attribute(xml, "type", "hidden");
            xml.WriteEndElement();
        }

        xml.WriteElementString("system-out", ReportText.Of(hidden));
        xml.WriteEndElement();
    }

    private static string? ElementOf(CaseOutcome outcome) => outcome.Verdict switch
    {
        Verdict.Passed => null,
        Verdict.Broken => "error",
        Verdict.Skipped => "skipped",
        _ when !outcome.FailsCheck => "skipped",
        Verdict.NotRun => "error",
        _ => "failure",
    };

    private static void Attribute(XmlWriter xml, string name, object value) =>
        xml.WriteAttributeString(name, Clean(string.Create(CultureInfo.InvariantCulture, $"{value}")));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Escapes the output of a program, because XML cannot represent most control characters.</summary>
    private static string Clean(string text) =>
        Escape.ForTerminal(Encoding.UTF8.GetBytes(text), multiline: true).ReplaceLineEndings("\n");
}
