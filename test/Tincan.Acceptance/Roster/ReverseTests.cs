using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Roster;

public sealed class ReverseTests
{
    [Theory]
    [InlineData("lf", "1")]
    [InlineData("crlf", "1")]
    [InlineData("nul", "1")]
    [InlineData("raw", "1")]
    [InlineData("lf", "100")]
    public async Task The_sample_is_reversed_byte_for_byte_at_both_ends(string dialect, string ahead)
    {
        using var scratch = new Scratch();
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--out", scratch["server.txt"], "--quiet", "50ms");
        var outcome = await TincanCli.RunAsync(
            "reverse", "127.0.0.1", server.Port, Place.Sample("in-proj.txt"), "-o", scratch["client.txt"], "--dialect", dialect, "--ahead", ahead);
        Assert.Equal((0, "Welcome to CS 352!\n"), (outcome.Code, outcome.Error));
        Assert.Empty(outcome.Bytes);
        Assert.Equal(Place.Expected("out-proj.txt"), await File.ReadAllBytesAsync(scratch["client.txt"]));
        if (dialect != "raw")
        {
            // In raw a blank line is no bytes: the client answers it itself and the server never hears of it.
            Assert.Equal(Place.Expected("out-proj.txt"), await File.ReadAllBytesAsync(scratch["server.txt"]));
        }
    }

    [Fact]
    public async Task Dashes_are_standard_input_and_output()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "");
        var input = await File.ReadAllTextAsync(Place.Sample("in-proj.txt"));
        (await TincanCli.PipeAsync(input, "reverse", "127.0.0.1", server.Port, "-", "-o", "-", "--greeting", ""))
            .Wrote(Encoding.UTF8.GetString(Place.Expected("out-proj.txt")));
    }

    [Fact]
    public async Task An_input_with_CRLF_loses_the_CR()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse");
        var outcome = await TincanCli.PipeAsync("one\r\n\r\ntwo\r\n", "reverse", "127.0.0.1", server.Port);
        Assert.Equal((0, "eno\n\nowt\n"), (outcome.Code, outcome.Text));
    }

    [Theory]
    [InlineData("rune", "e\u0301a", "a\u0301e")]
    [InlineData("grapheme", "e\u0301a", "ae\u0301")]
    [InlineData("byte", "abc", "cba")]
    public async Task The_unit_can_be_chosen(string by, string line, string reversed)
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "", "--by", by);
        (await TincanCli.PipeAsync(line, "reverse", "127.0.0.1", server.Port, "--greeting", "")).Wrote(reversed + "\n");
    }

    [Fact]
    public async Task Case_is_swapped_when_asked_for()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "", "--swap-case");
        (await TincanCli.PipeAsync("Hello", "reverse", "127.0.0.1", server.Port, "--greeting", "")).Wrote("OLLEh\n");
    }

    [Fact]
    public async Task The_file_is_truncated_at_start_and_holds_each_line_before_its_answer_leaves()
    {
        using var scratch = new Scratch();
        scratch.Write("out.txt", "from an earlier run\n");
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--out", scratch["out.txt"], "--greeting", "");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("HELLO\n");
        await client.ReceivesAsync("OLLEH\n");
        Assert.Equal("OLLEH\n", await File.ReadAllTextAsync(scratch["out.txt"]));
        await client.SendAsync("again\n");
        await client.ReceivesAsync("niaga\n");
        Assert.Equal("OLLEH\nniaga\n", await File.ReadAllTextAsync(scratch["out.txt"]));
    }

    [Fact]
    public async Task A_last_line_without_a_line_end_is_a_line()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "");
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("one\ntwo");
        client.Finish();
        Assert.StartsWith("eno\nowt", await client.ReceiveToEndAsync(), StringComparison.Ordinal);
    }
}
