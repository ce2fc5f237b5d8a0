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
        Assert.Equal((0, "Thermometer: 2 rules, 2 transcripts, 14 cases for a server, 12 cases for a client\n"), (read.Code, read.Text));

        await using var server = await TincanCli.ServeAsync("serve", page);
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("HELLO Ann\nHU");
        await client.SendAsync("LLO\n");
        await client.ReceivesAsync("Welcome, Ann!\nERROR\n");

        var check = await TincanCli.RunAsync("check", page, "--at", $"127.0.0.1:{server.Port}", "--only", "greets", "--only", "ahead", "--only", "answers", "--no-faults");
        Assert.Equal((0, ""), (check.Code, check.Error));
        Assert.Contains("3 cases: 3 passed\n", check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bugs_are_planted_before_a_program_that_is_right()
    {
        using var folder = new Scratch();
        var page = folder["thermometer.md"];
        await TincanCli.RunAsync("new", page);
        var text = await File.ReadAllTextAsync(page);

        // These cases are enough for all bugs but one: without a second client, a server of the first client only passes.
        await File.WriteAllTextAsync(page, text.Replace(
            "port      7000\n",
            "port      7000\nwithout   answers next-client after-reset noise too-long concurrent many-clients slow-reader own-answers unfinished starts-again\n",
            StringComparison.Ordinal));
        var proof = await TincanCli.RunAsync("check", page, "--selftest", "--", Place.Program, "serve", page, "--listen", "127.0.0.1:{port}");

        Assert.Equal((1, ""), (proof.Code, proof.Error));
        Assert.Contains("ok     no-bug                   no bug: the reference program; fails no case", proof.Text, StringComparison.Ordinal);
        Assert.Contains("ok     first-of-read            answers the first message of a read, and throws the others away; fails ahead", proof.Text, StringComparison.Ordinal);
        Assert.Contains("ok     stays-open               keeps the connection when the client has finished; fails closes", proof.Text, StringComparison.Ordinal);
        Assert.EndsWith("1 bug is not caught\n", proof.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_comes_with_Tincan_is_used_by_its_name()
    {
        await using var server = await TincanCli.ServeAsync("serve", "calculator", "--listen", ":0");
        var check = await TincanCli.RunAsync("check", "calculator.server", "--at", $"127.0.0.1:{server.Port}", "--only", "operators", "--no-faults");
        var explained = await TincanCli.RunAsync("check", "explain", "calculator.server.operators");
        var side = await TincanCli.RunAsync("serve", "calculator.server");
        var unknown = await TincanCli.RunAsync("check", "calculater.server", "--", "true");

        Assert.Equal((0, ""), (check.Code, check.Error));
        Assert.StartsWith("calculator.server.operators (MUST", explained.Text, StringComparison.Ordinal);
        Assert.Equal((2, "tincan: 'calculator.server' is one side of a page: write tincan serve calculator\n"), (side.Code, side.Error));
        Assert.Equal((2, "tincan: there is no suite 'calculater.server'; did you mean 'calculator.server'?\n"), (unknown.Code, unknown.Error));
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
