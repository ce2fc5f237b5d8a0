using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Tincan.Cli.Grading;

/// <summary>
/// One HTML file about a class: submissions and cases, the story of each failure, and the bugs by how common they are. It loads nothing. Its only script sorts the
/// table; the content security policy allows exactly that script, so nothing that a submission has written can run.
/// </summary>
internal sealed class ClassPage(IReadOnlyList<GradeResult> results)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly ScoreTable _table = new(results);
    private readonly StringBuilder _html = new();

    public string Html()
    {
        var script = ClassPageParts.Script.ReplaceLineEndings("\n");
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        var title = results is [var first, ..] ? Encode(first.Suite) : "No submissions";
        _html.Append($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'">
            <title>{title}</title>
            <style>{ClassPageParts.Style}</style>
            </head>
            <body>
            <h1>{title}</h1>

            """.ReplaceLineEndings("\n"));
        Summary();
        Grid();
        Bugs();
        Stories();
        return _html.Append($"<script>{script}</script>\n</body>\n</html>\n").ToString();
    }

    private void Summary()
    {
        var scores = results.Select(static result => result.Score).Order().ToList();
        var median = scores.Count > 0 ? $", median {scores[scores.Count / 2]} of {results.Max(static result => result.MaxScore)} points" : "";
        _html.Append($"<p>{Readable.Count(results.Count, "submission")}, {results.Count(static result => result.IsMet)} meet all requirements{median}. A cell leads to its story, a heading sorts.</p>\n");
        _html.Append("<p class=\"key\"><b class=\"passed\">✓</b> passed <b class=\"failed\">✗</b> failed <b class=\"flaky\">~</b> flaky: failed, and passed when it ran again <b class=\"other\">–</b> skipped or not run</p>\n");
    }

    private void Grid()
    {
        _html.Append("<div class=\"wide\"><table class=\"grid\" data-sort>\n<thead><tr><th><button>submission</button></th><th class=\"n\"><button>score</button></th>");
        foreach (var one in _table.Cases)
        {
            var name = one.Id[(one.Id.LastIndexOf('.') + 1)..];
            _html.Append($"<th class=\"case\" title=\"{Encode($"{one.Id}: {one.Requirement}")}\"><button><span>{Encode(name)}{(one.IsHidden ? " (hidden)" : "")}</span></button></th>");
        }

        _html.Append("</tr></thead>\n<tbody>\n");
        foreach (var (row, result) in results.Index())
        {
            _html.Append($"<tr><th scope=\"row\" title=\"{Encode(result.Problem ?? result.BeginWith)}\">{Encode(result.Name)}{(result.Problem is null ? "" : " <b class=\"failed\">!</b>")}</th>");
            _html.Append($"<td class=\"n\" data-key=\"{result.Score}\">{result.Score}<span> of {result.MaxScore}</span></td>");
            foreach (var (column, head) in _table.Cases.Index())
            {
                Cell(row, column, result.Cases.FirstOrDefault(one => one.Id == head.Id));
            }

            _html.Append("</tr>\n");
        }

        _html.Append("</tbody>\n<tfoot><tr><th>passed</th><td></td>");
        foreach (var head in _table.Cases)
        {
            _html.Append($"<td>{results.Count(result => result.Cases.Any(one => one.Id == head.Id && one.Status is "passed" or GradedCase.Flaky && one.Id == head.Id))}</td>");
        }

        _html.Append("</tr></tfoot>\n</table></div>\n");
    }

    private void Cell(int row, int column, GradedCase? one)
    {
        var (mark, kind, key) = one?.Status switch
        {
            "passed" => ("✓", "passed", 3),
            "failed" => ("✗", one.IsRequired ? "failed" : "failed should", 0),
            GradedCase.Flaky => ("~", "flaky", 2),
            _ => ("–", "other", 1),
        };
        _html.Append($"<td class=\"{kind}\" data-key=\"{key}\"{(one?.Brief is { Length: > 0 } brief ? $" title=\"{Encode(brief)}\"" : "")}>");
        _html.Append(one?.Story is null ? mark : $"<a href=\"#s{row}-{column}\" aria-label=\"{Encode($"{one.Status}{(one.Brief.Length > 0 ? $": {one.Brief}" : "")}")}\">{mark}</a>").Append("</td>");
    }

    private void Bugs()
    {
        if (_table.Bugs.Count == 0)
        {
            return;
        }

        _html.Append("<h2>Bugs</h2>\n<table class=\"bugs\" data-sort>\n<thead><tr><th class=\"n\"><button>submissions</button></th><th><button>bug</button></th><th>found by</th></tr></thead>\n<tbody>\n");
        foreach (var bug in _table.Bugs)
        {
            var names = string.Join(", ", bug.Submissions.Select(Encode));
            var cases = string.Join(", ", bug.Cases.Select(static id => Encode(id[(id.LastIndexOf('.') + 1)..])));
            _html.Append($"<tr><td class=\"n\" data-key=\"{bug.Submissions.Count}\"><meter max=\"{results.Count}\" high=\"0\" optimum=\"0\" value=\"{bug.Submissions.Count}\"></meter> {bug.Submissions.Count}</td>");
            _html.Append($"<td>{Encode(bug.What)}<details><summary>{Encode(bug.Hint)}</summary>{names}</details></td><td class=\"cases\">{cases}</td></tr>\n");
        }

        _html.Append("</tbody>\n</table>\n");
    }

    private void Stories()
    {
        foreach (var (row, result) in results.Index())
        {
            foreach (var (column, head) in _table.Cases.Index())
            {
                if (result.Cases.FirstOrDefault(one => one.Id == head.Id) is { Story: { } story } told)
                {
                    _html.Append($"<section class=\"story\" id=\"s{row}-{column}\" tabindex=\"-1\"><a class=\"close\" href=\"#-\">close (Esc)</a><h2>{Encode(result.Name)}: {Encode(told.Id)}</h2>\n");
                    _html.Append($"<p>{Encode(told.Status)}{(told.Brief.Length > 0 ? $": {Encode(told.Brief)}" : "")}</p><pre>{Lines(story)}</pre></section>\n");
                }
            }
        }
    }

    /// <summary>Text of one line: nothing in it controls a terminal or a page.</summary>
    private static string Encode(string text) => Encoder.Encode(Escape.ForTerminal(text));

    private static string Lines(string text) => Encoder.Encode(text).Replace("&#xA;", "\n", StringComparison.Ordinal);
}
