using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Interop;

/// <summary>Reverse with the programs of a classroom on the other side, and default options.</summary>
public sealed class ClassroomReverseTests
{
    private const string Input = "HELLO\na dog\nlevel\nx\nab\ncd\n";
    private const string Reversed = "OLLEH\ngod a\nlevel\nx\nba\ndc\n";

    private const string BlankToo = "HELLO\n\na dog\nlevel\n\tx\nx\nab\n\ncd";
    private const string BlankReversed = "OLLEH\n\ngod a\nlevel\nx\t\nx\nba\n\ndc\n";

    [Theory]
    [InlineData("reverse/client.py", "raw")]
    [InlineData("reverse/client.py", "sleeps")]
    [InlineData("reverse/client.py", "nul")]
    [InlineData("reverse/client.py", "nul-nul")]
    [InlineData("reverse/client.py", "first-raw")]
    [InlineData("reverse/client.py", "end-word")]
    [InlineData("reverse/client.c")]
    [InlineData("reverse/client.js")]
    public async Task Our_server_with_their_client(string peer, params string[] kind)
    {
        using var scratch = new Scratch();
        await using var server = await TincanCli.ServeAsync("serve", "reverse");
        var outcome = await Classroom.PipeAsync("", peer, [server.Port, scratch.Write("in.txt", Input), .. kind]);
        Assert.Equal((0, Reversed), (outcome.Code, outcome.Text.Replace("\n\n", "\n", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("reverse/server.py", "raw")]
    [InlineData("reverse/server.py", "raw", "Hello there")]
    [InlineData("reverse/server.py", "raw", "Hello there\n")]
    [InlineData("reverse/server.py", "raw", "")]
    [InlineData("reverse/server.py", "newline")]
    [InlineData("reverse/server.py", "crlf")]
    [InlineData("reverse/server.py", "nul")]
    [InlineData("reverse/server.py", "nul-nul")]
    [InlineData("reverse/server.py", "mixed")]
    [InlineData("reverse/server.py", "late-newline")]
    [InlineData("reverse/server.py", "late-greeting")]
    [InlineData("reverse/server.py", "readline", "Welcome to CS 352!\n")]
    [InlineData("reverse/server.py", "readline-bare")]
    [InlineData("reverse/server.py", "readline-along")]
    [InlineData("reverse/server.py", "one-message")]
    [InlineData("reverse/server.c")]
    [InlineData("reverse/server.js")]
    public async Task Our_client_with_their_server(string peer, params string[] args)
    {
        using var scratch = new Scratch();
        await using var server = await Classroom.ServeAsync(peer, args);
        var outcome = await TincanCli.RunAsync("reverse", "127.0.0.1", server.Port, scratch.Write("in.txt", BlankToo));
        Assert.True(outcome.Code == 0, outcome.Error);
        Assert.Equal(BlankReversed, outcome.Text);
    }

    [Theory]
    [InlineData("100")]
    [InlineData("1024")]
    [InlineData("100", "dirty")]
    public async Task A_server_that_sends_its_whole_buffer_answers_with_the_text_in_it(params string[] args)
    {
        await using var server = await Classroom.ServeAsync("reverse/buffer-server.c", args);
        var outcome = await TincanCli.PipeAsync("HELLO\na dog\n\nab", "reverse", "127.0.0.1", server.Port);
        Assert.Equal((0, "OLLEH\ngod a\n\nba\n"), (outcome.Code, outcome.Text));
        Assert.Contains($"the server sends a buffer of {args[0]} bytes for an answer", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("100")]
    [InlineData("1024")]
    [InlineData("100", "dirty")]
    public async Task The_text_in_the_buffer_of_a_client_is_filed_and_answered(params string[] args)
    {
        using var scratch = new Scratch();
        var filed = scratch.Write("filed.txt", "");
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--out", filed);
        var outcome = await Classroom.PipeAsync("", "reverse/buffer-client.c", [server.Port, scratch.Write("in.txt", "HELLO\na dog\n\nab\n"), .. args]);
        Assert.Equal((0, "OLLEH\ngod a\n\nba\n"), (outcome.Code, outcome.Text));
        Assert.Equal(outcome.Text, await File.ReadAllTextAsync(filed));
        await server.Error.UntilAsync($"each message is a whole buffer of {args[0]} bytes");
    }

    [Fact]
    public async Task Our_client_with_a_server_that_swaps_case()
    {
        await using var server = await Classroom.ServeAsync("reverse/server.py", "swap");
        var outcome = await TincanCli.PipeAsync("Hello\nabc\n", "reverse", "127.0.0.1", server.Port);
        Assert.Equal((0, "OLLEh\nCBA\n"), (outcome.Code, outcome.Text));
        Assert.Contains("going on in raw, and asking line 1 again", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("newline")]
    [InlineData("readline")]
    public async Task Our_client_sends_ahead_only_to_a_server_that_understands_it(string kind)
    {
        await using var server = await Classroom.ServeAsync("reverse/server.py", kind);
        var outcome = await TincanCli.PipeAsync("one\ntwo\nthree\nfour", "reverse", "127.0.0.1", server.Port, "-", "--ahead", "9");
        Assert.Equal((0, "eno\nowt\neerht\nruof\n"), (outcome.Code, outcome.Text));
    }

    [Fact]
    public async Task A_server_that_strips_blanks_is_named_and_the_run_fails()
    {
        await using var server = await Classroom.ServeAsync("reverse/server.py", "strip");
        var outcome = await TincanCli.PipeAsync("one\n  two\nthree\n", "reverse", "127.0.0.1", server.Port);
        Assert.Equal((1, "eno\nowt\neerht\n"), (outcome.Code, outcome.Text));
        Assert.EndsWith(
            "tincan: line 2: the answer to '  two' is 'owt': the server takes blanks off the ends of a line; so in 1 of 3 lines\n", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one\n", 0, "eno\n")]
    [InlineData("one\ntwo\n", 5, "eno\n")]
    public async Task A_server_that_takes_one_message_and_is_gone(string input, int code, string output)
    {
        await using var server = await Classroom.ServeAsync("reverse/server.py", "one-recv");
        var outcome = await TincanCli.PipeAsync(input, "reverse", "127.0.0.1", server.Port);
        Assert.Equal((code, output), (outcome.Code, outcome.Text));
    }

    [Theory]
    [InlineData("split:at=3,gap=300ms")]
    [InlineData("split:at=3,gap=300ms,dir=both")]
    public async Task A_line_that_is_torn_on_the_way_is_one_line_by_default(string fault)
    {
        using var scratch = new Scratch();
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--fault", fault, "--out", scratch["out.txt"]);
        var outcome = await TincanCli.PipeAsync("HELLO\nanother\n\nlast", "reverse", "127.0.0.1", server.Port);
        Assert.Equal((0, "OLLEH\nrehtona\n\ntsal\n"), (outcome.Code, outcome.Text));
        Assert.Equal(outcome.Text, await File.ReadAllTextAsync(scratch["out.txt"]));
    }
}
