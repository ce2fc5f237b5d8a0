using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Pages;

/// <summary>A newcomer's first page: written, checked, served, and used to check a server.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task A_new_page_works_at_once()
    {
        using var folder = new Scratch();
        var page = folder["thermometer.md"];
        var written = await TincanCli.RunAsync("new", page);
        Assert.Equal((0, ""), (written.Code, written.Error));
        var again = await TincanCli.RunAsync("new", page);
        Assert.Equal((2, $"tincan: {page} is there already: choose another name\n"), (again.Code, again.Error));

        var read = await TincanCli.RunAsync("page", "check", page);
        Assert.Equal((0, "Thermometer: 2 rules, 2 transcripts, 13 cases for a server, 5 cases for a client\n"), (read.Code, read.Text));

        await using var server = await TincanCli.ServeAsync("serve", page);
        using var client = await RawSocket.ConnectAsync(server);
        await client.SayAsync("HELLO Ann\nHU");
        await client.SayAsync("LLO\n");
        await client.HearsAsync("Welcome, Ann!\nERROR\n");

        var check = await TincanCli.RunAsync("check", page, "--at", $"127.0.0.1:{server.Port}", "--only", "greets", "--only", "ahead", "--only", "answers", "--no-faults");
        Assert.Equal((0, ""), (check.Code, check.Error));
        Assert.Contains("3 cases: 3 passed\n", check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_on_a_page_has_its_line()
    {
        using var folder = new Scratch();
        var page = folder["bad.md"];
        await File.WriteAllTextAsync(page, "# Bad\n```protocol\nframing lenght u32 big\n```\n");
        foreach (var command in (string[][])[["page", "check", page], ["serve", page], ["check", page, "--", "true"]])
        {
            var outcome = await TincanCli.RunAsync(command);
            Assert.Equal(2, outcome.Code);
            Assert.Contains($"{page}:3:9", outcome.Error, StringComparison.Ordinal);
            Assert.Contains("did you mean 'length'?", outcome.Error, StringComparison.Ordinal);
        }
    }
}
