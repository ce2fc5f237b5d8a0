using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

/// <summary>The server ends or stalls in the middle of an answer: what had come is written, then one line says what happened.</summary>
public sealed class CutOffTests
{
    [Theory]
    [InlineData("send")]
    [InlineData("talk")]
    [InlineData("reverse", "--greeting", "")]
    [InlineData("resolve", "-")]
    public async Task A_reset_in_the_middle_of_an_answer(params string[] client)
    {
        using var peer = await Peer.AskedAsync(client);
        await peer.SendAsync("half an ans");
        await peer.TakenAsync();
        peer.Reset();
        (await peer.Client.ExitAsync()).FailedWith(5, "connection reset by peer", Written(client, "half an ans"));
    }

    [Fact]
    public async Task Of_a_flood_that_is_no_response_only_as_much_is_shown_as_a_response_could_have()
    {
        using var peer = await Peer.AskedAsync("lookup");
        await peer.SendAsync(new string('x', 2000));
        peer.Finish();
        (await peer.Client.ExitAsync()).FailedWith(
            1, $"the server does not speak the address book protocol: it answered '{new string('x', 80)}'");
    }

    [Theory]
    [InlineData("reverse", "--greeting", "")]
    [InlineData("resolve", "-")]
    [InlineData("talk")]
    public async Task FIN_in_the_middle_of_an_answer(params string[] client)
    {
        using var peer = await Peer.AskedAsync(client);
        await peer.SendAsync("half an ans");
        peer.Close();
        var outcome = await peer.Client.ExitAsync();
        Assert.Equal("half an ans\n", outcome.Text);
    }

    [Theory]
    [InlineData("the server closed the connection before it had sent 1 of 1 answers", "reverse", "--greeting", "")]
    [InlineData("the server closed the connection without an answer", "resolve", "-", "--dialect", "lf")]
    [InlineData("the server closed the connection without an answer", "lookup")]
    public async Task FIN_instead_of_an_answer(string line, params string[] client)
    {
        using var peer = await Peer.AskedAsync(client);
        peer.Close();
        (await peer.Client.ExitAsync()).FailedWith(5, line);
    }

    [Theory]
    [InlineData("received nothing for 0.3 s", "reverse", "--greeting", "")]
    [InlineData("received nothing for 0.3 s", "resolve", "-")]
    public async Task Silence_in_the_middle_of_an_answer(string line, params string[] client)
    {
        using var peer = await Peer.AskedAsync([.. client, "--idle-timeout", "300ms"]);
        await peer.SendAsync("half an ans");
        (await peer.Client.ExitAsync()).FailedWith(4, line, Written(client, "half an ans"));
    }

    [Fact]
    public async Task Silence_says_what_to_try_when_a_line_was_sent()
    {
        using var peer = await Peer.AskedAsync("send", "--idle-timeout", "300ms");
        await peer.SendAsync("half an ans");
        (await peer.Client.ExitAsync()).FailedWith(
            4,
            $"127.0.0.1:{peer.Port} did not close the connection: received nothing for 0.3 s; it may wait for more: try --half-close, which sends a FIN after the line, or --all with a blank line at the end, as HTTP needs it",
            "half an ans");
    }

    [Fact]
    public async Task Answers_that_were_whole_are_written_before_the_reset()
    {
        using var scratch = new Scratch();
        using var listener = new RawListener();
        await using var client = TincanCli.Start(
            "reverse", "127.0.0.1", listener.Port, "-", "-o", scratch["out.txt"], "--greeting", "", "--ahead", "3", "--dialect", "lf");
        await client.SendAsync("one\ntwo\nthree\n");
        client.EndInput();
        using var server = await listener.AcceptAsync();
        await server.ReceivesAsync("one\ntwo\nthree\n");
        await server.SendAsync("eno\nowt\ne");
        server.Finish();
        var outcome = await client.ExitAsync();
        Assert.Equal("eno\nowt\ne\n", await File.ReadAllTextAsync(scratch["out.txt"]));
        Assert.Equal(0, outcome.Code);
    }

    [Theory]
    [InlineData("R\x0Eluke", 1, "a message was cut off: 4 of 14 bytes of text came; the answer began with 'luke'")]
    [InlineData("R", 1, "a header was cut off: 1 of 2 bytes came")]
    [InlineData("X\x01y", 1, "the server does not speak the address book protocol: it answered 'X\\x01y'")]
    public async Task A_response_that_is_none(string said, int code, string line)
    {
        using var peer = await Peer.AskedAsync("lookup");
        await peer.SendAsync(said);
        peer.Finish();
        (await peer.Client.ExitAsync()).FailedWith(code, line);
    }

    [Theory]
    [InlineData("reverse", "--greeting", "")]
    [InlineData("resolve", "-")]
    [InlineData("talk")]
    public async Task An_answer_over_the_limit(params string[] client)
    {
        using var peer = await Peer.AskedAsync([.. client, "--max-line", "40"]);
        var line = new string('x', 60);
        await peer.SendAsync(line);
        (await peer.Client.ExitAsync()).FailedWith(1, "a line is longer than the limit of 40 bytes", Written(client, line));
    }

    /// <summary>Talk shows messages line by line; the others write bytes.</summary>
    private static string Written(string[] client, string text) => client[0] == "talk" ? text + "\n" : text;
}
