using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Roster;

public sealed class DemoTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private string Folder => _scratch["demo"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task The_whole_demo_shows_every_part_and_every_result_is_what_it_must_be()
    {
        var demo = await TincanCli.RunAsync("demo", "--out", Folder);

        Assert.Equal((0, ""), (demo.Code, demo.Error));
        Assert.EndsWith("All results are correct.\n", demo.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[WRONG]", demo.Text, StringComparison.Ordinal);
        foreach (var part in new[] { "warm-up", "reverse", "send", "talk", "echo", "names", "book" })
        {
            Assert.Contains($"\n{part}: ", demo.Text, StringComparison.Ordinal);
        }

        foreach (var file in new[] { "out-proj.txt", "RESOLVED.txt" })
        {
            Assert.Equal(Place.Expected(file), await File.ReadAllBytesAsync(Path.Combine(Folder, file)));
        }
    }

    [Fact]
    public async Task The_warm_up_has_the_classic_lines()
    {
        var demo = await TincanCli.RunAsync("demo", "warm-up", "--out", Folder);

        var lines = demo.Text.Split('\n').Select(static line => line.Trim()).ToList();
        Assert.Equal(0, demo.Code);
        string[] classic =
        [
            "[S]: Server socket created", "[S]: Server host name is ", "[S]: Server IP address is 127.0.0.1", "[C]: Client socket created",
            "[S]: Got a connection request from a client at 127.0.0.1:", "[C]: Data received from server: Welcome to CS 352!", "Done.",
        ];
        Assert.All(classic, line => Assert.Contains(lines, said => said.StartsWith(line, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Parts_can_be_chosen_and_a_wrong_one_is_named()
    {
        var demo = await TincanCli.RunAsync("demo", "send", "book", "--out", Folder);
        Assert.Equal(0, demo.Code);
        Assert.DoesNotContain("\nreverse: ", demo.Text, StringComparison.Ordinal);

        (await TincanCli.RunAsync("demo", "bok")).FailedWith(2, "the demo has no part 'bok'; did you mean 'book'?");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_reported_in_one_line()
    {
        var demo = await TincanCli.RunAsync("demo", "reverse", "--out", _scratch.Write("in-the-way", ""));

        Assert.Equal(2, demo.Code);
        Assert.Single(demo.Error.TrimEnd('\n').Split('\n'));
    }
}
