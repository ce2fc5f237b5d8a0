using Tincan.Cli.Grading;

namespace Tincan.Cli.Tests.Grading;

public sealed class ScoreTableTests
{
    [Fact]
    public void Equally_common_bugs_and_descriptions_have_one_order()
    {
        var one = Table(Result("ann", ("b", "bug 2", "y"), ("a", "bug 1", "x")), Result("ben", ("a", "bug 1", "z"), ("b", "bug 2", "y")));
        var two = Table(Result("ann", ("a", "bug 1", "z"), ("b", "bug 2", "y")), Result("ben", ("b", "bug 2", "y"), ("a", "bug 1", "x")));

        Assert.Equal(["x", "y"], one.Bugs.Select(static bug => bug.What));
        Assert.Equal(["x", "y"], two.Bugs.Select(static bug => bug.What));
    }

    [Fact]
    public void The_most_common_description_of_a_bug_has_its_own_hint()
    {
        var bug = Assert.Single(Table(Result("ann", ("a", "bug", "a")), Result("ben", ("a", "bug", "b")), Result("cleo", ("a", "bug", "b"))).Bugs);

        Assert.Equal(("b", "hint for b"), (bug.What, bug.Hint));
    }

    [Fact]
    public void The_cases_of_a_bug_are_in_the_order_of_the_suite()
    {
        var bug = Assert.Single(Table(Result("ann", ("first", "", ""), ("second", "bug", "a")), Result("ben", ("first", "bug", "a"), ("second", "", ""))).Bugs);

        Assert.Equal(["first", "second"], bug.Cases);
    }

    private static ScoreTable Table(params GradeResult[] results) => new(results);

    private static GradeResult Result(string name, params (string Case, string Bug, string What)[] cases) => new(name, "plan", "source")
    {
        Cases = [.. cases.Select(static one => one.Bug.Length == 0
            ? new GradedCase(one.Case, "passed")
            : new GradedCase(one.Case, "failed") { Bug = one.Bug, What = one.What, Hint = $"hint for {one.What}" })],
    };
}
