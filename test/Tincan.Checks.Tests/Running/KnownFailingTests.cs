using Tincan.Checks.Running;

namespace Tincan.Checks.Tests.Running;

public sealed class KnownFailingTests
{
    private static readonly string[] Ids = ["made.up.a", "made.up.b", "made.up.c"];

    [Fact]
    public void Ids_are_read_without_comments() =>
        Assert.Equal(["made.up.a", "made.up.c"], KnownFailing.Read("# Known\n\nmade.up.a # until May\n  made.up.c\n", "known.txt", Ids).Order());

    [Fact]
    public void An_empty_file_has_no_ids() => Assert.Empty(KnownFailing.Read("", "known.txt", Ids));

    [Fact]
    public void An_unknown_id_is_reported_with_its_line_and_a_suggestion()
    {
        var bad = Assert.Throws<BadFileException>(() => KnownFailing.Read("made.up.a\nmade.up.bb\n", "known.txt", Ids));

        Assert.StartsWith("known.txt:2: there is no case 'made.up.bb'", bad.Message, StringComparison.Ordinal);
        Assert.Contains("made.up.b'", bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passing_ids_are_removed_and_failing_ids_are_added()
    {
        var (record, _) = await Bench.RunAsync(new CheckPlan
        {
            Cases = [Bench.Passing("a"), Bench.Failing("b"), Bench.Failing("c")],
        });

        Assert.Equal("# Known\nmade.up.b # until May\nmade.up.elsewhere\nmade.up.c\n", KnownFailing.Update("# Known\nmade.up.a\nmade.up.b # until May\nmade.up.elsewhere\n", record));
        Assert.Equal("made.up.b\nmade.up.c\n", KnownFailing.Update("", record));
    }

    [Fact]
    public async Task Ids_that_did_not_run_stay()
    {
        var (record, _) = await Bench.RunAsync(new CheckPlan { Cases = [Bench.Failing("a"), Bench.Passing("b")], FailFast = true });

        Assert.Equal("made.up.b\nmade.up.a\n", KnownFailing.Update("made.up.b\n", record));
    }
}
