using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

/// <summary>What docs/for-instructors.md promises, on the samples.</summary>
public sealed class InstructorTests
{
    /// <summary>How many cases there are makes no difference to the table.</summary>
    private static readonly string[] Few = ["--only", "greeting", "--only", "one-line", "--only", "closes"];

    [Fact]
    public async Task A_folder_of_submissions_becomes_a_table_of_scores()
    {
        using var scratch = new Scratch();
        foreach (var name in (string[])["ada", "dana", "eli"])
        {
            Submit(name, scratch[$"submissions/{name}"]);
        }

        string[] command = ["grade", "reverse.server", scratch["submissions"], "--out", scratch["grades"], "--start-timeout", "5s", "--no-faults", "--no-retry", .. Few, "--", "python3", "-B", "server.py", "{port}"];
        var outcome = await TincanCli.RunAsync(command);

        Assert.Equal(0, outcome.Code);
        Assert.Equal(
            "submission,score,of,met,flaky,begin with,reverse.server.greeting,reverse.server.one-line,reverse.server.closes\n"
            + "ada,4,4,true,0,,passed,passed,passed\n"
            + "dana,0,4,false,0,reverse.server.greeting: died,failed,failed,failed\n"
            + "eli,0,4,false,0,reverse.server.greeting: died,failed,failed,failed\n",
            await File.ReadAllTextAsync(scratch["grades/scores.csv"]));
        Assert.Equal(4, outcome.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("[3/3] ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#s2-0\" ", await File.ReadAllTextAsync(scratch["grades/class.html"]), StringComparison.Ordinal);

        // Nothing has changed, so nothing is graded again.
        Assert.DoesNotContain("[1/", (await TincanCli.RunAsync(command)).Error, StringComparison.Ordinal);
        Assert.Contains("TypeError", await File.ReadAllTextAsync(scratch["grades/submissions/eli/verdict.txt"]), StringComparison.Ordinal);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(scratch["grades/submissions/ada/results.json"]));
        Assert.Equal(4, results.RootElement.GetProperty("score").GetInt32());
    }

    /// <summary>The verdict is for the student, who gets to know of hidden cases only what they are worth; Gradescope gets them whole.</summary>
    [Fact]
    public async Task A_page_grades_submissions_and_keeps_its_hidden_cases()
    {
        using var scratch = new Scratch();
        var page = Place.Sample("handout/text-tools.md");
        Directory.CreateDirectory(scratch["submissions/ben"]);
        File.Copy(Place.Sample("handout/submissions/ben/server.py"), scratch["submissions/ben/server.py"]);
        var outcome = await TincanCli.RunAsync(
            "grade", page, scratch["submissions"], "--out", scratch["grades"], "--no-faults", "--no-retry", "--only", "length", "--only", "blanks", "--only", "no-text", "--", "python3", "-B", "server.py", "{port}");

        Assert.Equal(0, outcome.Code);
        Assert.Contains("ben,3,5,false,", await File.ReadAllTextAsync(scratch["grades/scores.csv"]), StringComparison.Ordinal);
        var verdict = await File.ReadAllTextAsync(scratch["grades/submissions/ben/verdict.txt"]);
        Assert.Contains("2 hidden cases: 1 failed, 2 of 4 points", verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("blanks", verdict, StringComparison.Ordinal);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(scratch["grades/submissions/ben/results.json"]));
        Assert.Equal(
            ["visible", "after_due_date", "hidden"],
            results.RootElement.GetProperty("tests").EnumerateArray().Select(static test => test.GetProperty("visibility").GetString()));

        // What students get is a page without them.
        await using var show = Running.Start(Place.Program, ["page", "show", "--for-students", page]);
        var handOut = (await show.ExitAsync()).Text;
        Assert.Contains("{#length}", handOut, StringComparison.Ordinal);
        Assert.DoesNotContain("{#blanks", handOut, StringComparison.Ordinal);
    }

    /// <summary>The second one cannot be built, and finds nothing of what the first one has left in /tmp.</summary>
    [Fact]
    public async Task Submissions_are_built_and_have_a_tmp_of_their_own()
    {
        using var scratch = new Scratch();
        var left = $"/tmp/{Path.GetFileName(Path.GetDirectoryName(scratch["x"]))}-left";
        Submit("ada", scratch["ada"]);
        Submit("ada", scratch["ben"]);
        await File.WriteAllTextAsync(scratch["list.csv"], $"folder,build\nada,touch {left}; cp server.py built.py\nben,test -e {left} && echo error: found || echo error: not found; exit 3\n");
        var outcome = await TincanCli.RunAsync(
            "grade", "reverse.server", scratch["list.csv"], "--out", scratch["grades"], "--jobs", "1", "--no-faults", "--no-retry", "--only", "one-line", "--", "python3", "-B", "built.py", "{port}");
        var isPrivate = !outcome.Error.Contains("a /tmp of its own", StringComparison.Ordinal);

        Assert.Equal(1, outcome.Code);
        Assert.Equal(
            ["ada,2,2,true,0,,passed", $"ben,0,2,false,0,not checked to the end: the build failed (exit code 3): error: {(isPrivate ? "not found" : "found")},not-run"],
            (await File.ReadAllLinesAsync(scratch["grades/scores.csv"]))[1..]);
        Assert.Equal(!isPrivate, File.Exists(left));
        Assert.Equal(["server.py"], Directory.EnumerateFiles(scratch["ada"]).Select(Path.GetFileName));
        File.Delete(left);
    }

    [Fact]
    public async Task An_unknown_suite_is_reported_and_nothing_is_graded()
    {
        using var scratch = new Scratch();
        Submit("ada", scratch["submissions/ada"]);
        (await TincanCli.RunAsync("grade", "reverse.serve", scratch["submissions"], "--out", scratch["grades"], "--", "x", "{port}"))
            .FailedWith(2, "there is no suite 'reverse.serve'; did you mean 'reverse.server'?");
        Assert.False(Directory.Exists(scratch["grades"]));
    }

    /// <summary>Only root can run a submission as another user; without that, the result says so, and scores nothing.</summary>
    [Fact]
    public async Task Gradescope_finds_the_result_where_it_looks_for_it()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch["source"]);
        Directory.CreateDirectory(scratch["results"]);
        Directory.CreateSymbolicLink(scratch["source/tincan"], Path.GetDirectoryName(Place.Program)!);
        Submit("eli", scratch["submission"]);

        await using var run = Running.Start(
            Place.Sample("gradescope/run_autograder"),
            [],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["AUTOGRADER"] = Path.GetDirectoryName(scratch["x"])!, ["STUDENT"] = "nobody" });
        run.EndInput();
        var outcome = await run.ExitAsync();

        Assert.Equal(0, outcome.Code);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(scratch["results/results.json"]));
        Assert.Equal((0, 17), (results.RootElement.GetProperty("score").GetInt32(), results.RootElement.GetProperty("tests").GetArrayLength()));
        var said = Environment.IsPrivilegedProcess
            ? results.RootElement.GetProperty("tests")[0].GetProperty("output").GetString()
            : results.RootElement.GetProperty("output").GetString();
        Assert.Contains(Environment.IsPrivilegedProcess ? "TypeError" : "only root", said, StringComparison.Ordinal);
    }

    private static void Submit(string name, string folder)
    {
        Directory.CreateDirectory(folder);
        File.Copy(Place.Sample($"submissions/{name}/server.py"), Path.Combine(folder, "server.py"));
    }
}
