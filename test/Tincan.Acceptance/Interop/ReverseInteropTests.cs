using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Interop;

public sealed class ReverseInteropTests
{
    private static readonly string Expected = Encoding.UTF8.GetString(Place.Expected("out-proj.txt"));

    [Theory]
    [InlineData("raw")]
    [InlineData("lf")]
    [InlineData("crlf")]
    [InlineData("nul")]
    public async Task Our_client_with_a_server_that_takes_one_recv_for_one_line(string dialect)
    {
        using var scratch = new Scratch();
        await using var server = await Python.ServeAsync("reverse_server.py", dialect);

        // Its recv takes 200 bytes, so a longer line is two lines to it.
        var lines = (await File.ReadAllLinesAsync(Place.Sample("in-proj.txt"))).Where(static line => Encoding.UTF8.GetByteCount(line) < 200).ToArray();
        await File.WriteAllLinesAsync(scratch["in.txt"], lines);
        var outcome = await TincanCli.RunAsync("reverse", "127.0.0.1", server.Port, scratch["in.txt"], "--dialect", dialect);
        Assert.Equal(string.Concat(lines.Select(static line => string.Concat(line.Reverse()) + "\n")), outcome.Text);
        Assert.Equal((0, "Welcome to CS 352!\n"), (outcome.Code, outcome.Error));
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("lf")]
    [InlineData("crlf")]
    [InlineData("nul")]
    public async Task Our_server_with_a_client_that_waits_for_each_answer(string dialect)
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--quiet", "50ms");
        var outcome = await Python.RunAsync("reverse_client.py", server.Port, Place.Sample("in-proj.txt"), dialect);
        Assert.Equal((0, Expected, "Welcome to CS 352!"), (outcome.Code, outcome.Text, outcome.Error));
    }

    [Fact]
    public async Task Our_server_with_a_client_that_blasts_all_lines_at_once()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "");
        var outcome = await Python.RunAsync("reverse_blaster.py", server.Port, Place.Sample("in-proj.txt"));
        Assert.Equal(Expected, outcome.Text);
    }

    [Fact]
    public async Task Our_echo_with_a_client_that_waits_for_each_line()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo");
        (await Python.PipeAsync("one\ntwo\n", "echo_client.py", server.Port)).Wrote("one\ntwo\n");
    }
}
