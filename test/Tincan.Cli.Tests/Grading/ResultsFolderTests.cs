using Tincan.Cli.Grading;
using Tincan.Cli.Terminal;
using Tincan.Tests.Support;

namespace Tincan.Cli.Tests.Grading;

public sealed class ResultsFolderTests : IDisposable
{
    private const string Report = """
        {"suite":"echo.server","score":1,"maxScore":3,"met":false,"beginWith":"echo.server.one: died","found":[],"cases":[
          {"id":"echo.server.one","requirement":"r","status":"failed","required":true,"hidden":false,"score":0,"maxScore":1,"brief":"died","bug":"start died","what":"it <b>does</b> not start","hint":"h","story":"</pre><script>alert(1)</script>\nnext line"},
          {"id":"echo.server.two","requirement":"r","status":"passed","required":true,"hidden":false,"score":1,"maxScore":1,"brief":""},
          {"id":"echo.server.three","requirement":"r","status":"flaky","required":true,"hidden":true,"score":1,"maxScore":1,"brief":"no-answer","bug":"no-answer echo.server.three","what":"w","hint":"h","story":"s"}]}
        """;

    private readonly TempFolder _folder = new();

    [Fact]
    [Trait("Needs", "Linux")]
    public void A_result_is_read_as_it_was_written()
    {
        var results = Results("a");
        Add(results, "<script>\n", Report);
        var read = results.Find("<script>\n")!;

        Assert.Equal((1, 3, false, "echo.server.one: died"), (read.Score, read.MaxScore, read.IsMet, read.BeginWith));
        Assert.Equal(["failed", "passed", "flaky"], read.Cases.Select(static one => one.Status));
        Assert.Equal("a verdict", File.ReadAllText(Path.Combine(_folder["a"], "submissions", "<script>\n", "verdict.txt")));
        Assert.Null(results.Find("nobody"));
    }

    [Fact]
    public void A_flaky_case_has_the_story_of_its_failure()
    {
        var results = Results("a");
        Add(results, "ann", Report);
        Directory.CreateDirectory(_folder["check"]);
        File.WriteAllText(_folder["check/grade.json"], Report.Replace("\"failed\"", "\"flaky\"", StringComparison.Ordinal).Replace("start died", "none", StringComparison.Ordinal));
        results.Add(new GradeResult("ann", "plan", "source"), _folder["check"], results.ReportOf("ann"));

        Assert.Equal(("flaky", "start died"), (results.Find("ann")!.Cases[0].Status, results.Find("ann")!.Cases[0].Bug));
    }

    [Theory]
    [InlineData(Report, true)]
    [InlineData("", true)]
    [InlineData("""{"suite":"echo.server","score":0,"maxScore":0,"met":true,"beginWith":"","cases":[]}""", false)]
    public void What_failed_beside_others_is_repeated(string report, bool isRepeated)
    {
        var results = Results("a");
        Directory.CreateDirectory(_folder["check"]);
        File.WriteAllText(_folder["check/grade.json"], report);
        results.Add(new GradeResult("ann", "plan", "source") { Problem = report.Length > 0 ? null : "killed", IsToBeRepeated = true }, _folder["check"]);

        Assert.Equal(isRepeated, results.Find("ann")!.IsToBeRepeated);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"suite\":")]
    public void A_killed_check_leaves_a_problem(string report)
    {
        var results = Results("a");
        Add(results, "ann", report, "the check was killed");

        Assert.Equal(("the check was killed", 0), (results.Find("ann")!.Problem, results.Find("ann")!.Cases.Count));
    }

    [Fact]
    public void Half_a_result_is_none()
    {
        var results = Results("a");
        Add(results, "ann", Report);
        File.WriteAllText(_folder["a/submissions/ann/grade.json"], "{\"version\":1,");

        Assert.Null(results.Find("ann"));
    }

    [Fact]
    public void A_change_of_the_submission_or_of_the_options_needs_a_new_result()
    {
        Directory.CreateDirectory(_folder["ann"]);
        File.WriteAllText(_folder["ann/server.py"], "one");
        var submission = new Submission("ann", _folder["ann"], ["python3"]);
        var before = Fingerprint.Of(submission);
        var results = Results("a");
        Add(results, "ann", Report, source: before);

        Assert.True(Run("plan").IsDone(submission, before));
        Assert.False(Run("other").IsDone(submission, before));
        File.WriteAllText(_folder["ann/server.py"], "two");
        Assert.False(Run("plan").IsDone(submission, Fingerprint.Of(submission)));
        Assert.NotEqual(Fingerprint.Of(submission), Fingerprint.Of(submission with { Command = ["node"] }));

        GradeRun Run(string plan) => new(
            new GradePlan { Suite = "echo.server", CheckOptions = [], Hash = plan, Jobs = 1, Timeout = TimeSpan.FromSeconds(1), Sandbox = new Sandbox(), Limits = new GivenLimits(null, false, false) },
            results);
    }

    [Fact]
    public void Merged_results_make_the_same_tables()
    {
        var (whole, one, two, merged) = (Results("whole"), Results("one"), Results("two"), Results("merged"));
        Add(whole, "ann", Report);
        Add(whole, "ben", "", "killed");
        Add(one, "ben", "", "killed");
        Add(two, "ann", Report);
        foreach (var (part, result) in (IEnumerable<(ResultsFolder, GradeResult)>)[.. one.All().Select(result => (one, result)), .. two.All().Select(result => (two, result))])
        {
            merged.Take(result, part);
        }

        whole.WriteTables(whole.All());
        merged.WriteTables(merged.All());
        foreach (var name in (string[])["scores.csv", "scores.json", "class.html"])
        {
            Assert.Equal(File.ReadAllText(_folder[$"whole/{name}"]), File.ReadAllText(_folder[$"merged/{name}"]));
        }
    }

    [Fact]
    public void A_spreadsheet_gets_no_formula()
    {
        var results = Results("a");
        Add(results, "=1+1", Report);

        Assert.Equal(
            "submission,score,of,met,flaky,begin with,echo.server.one,echo.server.two,echo.server.three\n'=1+1,1,3,false,1,echo.server.one: died,failed,passed,flaky\n",
            new ScoreTable(results.All()).Csv());
    }

    [Fact]
    public void The_page_of_a_class_shows_what_programs_wrote_as_text()
    {
        var results = Results("a");
        Add(results, "<img src=x>\n", Report);
        var html = new ClassPage(results.All()).Html();

        Assert.Contains("<a href=\"#s0-0\" ", html, StringComparison.Ordinal);
        Assert.Contains("id=\"s0-0\"", html, StringComparison.Ordinal);
        Assert.Contains("&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;\nnext line", html, StringComparison.Ordinal);
        Assert.Contains("it &lt;b&gt;does&lt;/b&gt; not start", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Single(html.Split("<script>").Skip(1));
        Assert.DoesNotContain("http", html.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_folder_is_no_folder_of_results() => Assert.Throws<UsageException>(() => new ResultsFolder(_folder["none"]).All());

    public void Dispose() => _folder.Dispose();

    private ResultsFolder Results(string name)
    {
        var results = new ResultsFolder(_folder[name]);
        results.Create();
        return results;
    }

    private void Add(ResultsFolder results, string name, string report, string? problem = null, string source = "source")
    {
        Directory.CreateDirectory(_folder["check"]);
        File.WriteAllText(_folder["check/grade.json"], report);
        File.WriteAllText(_folder["check/verdict.txt"], "a verdict");
        results.Add(new GradeResult(name, "plan", source) { Suite = "echo.server", Problem = problem }, _folder["check"]);
    }
}
