using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Interop;

/// <summary>A talk with the programs of a classroom on the other side, and default options.</summary>
public sealed class ClassroomTalkTests
{
    private const string Asked = "Hello?\nAre you there?\nbye\n";
    private const string Answered = "Yes\nStill here\nbye\n";

    [Theory]
    [InlineData("talk/server.py", "raw")]
    [InlineData("talk/server.py", "lf")]
    [InlineData("talk/server.py", "crlf")]
    [InlineData("talk/server.py", "nul")]
    [InlineData("talk/server.py", "nul-nul")]
    [InlineData("talk/server.py", "mixed")]
    [InlineData("talk/server.c")]
    [InlineData("talk/buffer-server.c", "100")]
    [InlineData("talk/buffer-server.c", "1024", "dirty")]
    [InlineData("talk/server.js")]
    public async Task Our_client_with_their_server(string peer, params string[] kind)
    {
        await using var server = await Classroom.ServeAsync(peer, kind);
        await server.SendAsync(Answered);
        (await TincanCli.PipeAsync(Asked, "talk", "127.0.0.1", server.Port)).Wrote(Answered);
        Assert.EndsWith("\nClient: Hello?\nClient: Are you there?\nClient: bye\n", (await server.ExitAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_strips_nothing_gets_nothing_to_strip_after_its_first_answer()
    {
        await using var server = await Classroom.ServeAsync("talk/server.py", "exact");
        await server.SendAsync(Answered);
        var outcome = await TincanCli.PipeAsync(Asked, "talk", "127.0.0.1", server.Port);
        outcome.Wrote(Answered);
        Assert.Contains("(the peer's messages have no line end; ", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith("\nClient: 'Hello?\\n'\nClient: 'Are you there?'\nClient: 'bye'\n", (await server.ExitAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_greeting_is_received_first()
    {
        await using var server = await Classroom.ServeAsync("talk/server.py", "greets");
        await server.SendAsync(Answered);
        (await TincanCli.PipeAsync(Asked, "talk", "127.0.0.1", server.Port)).Wrote("Welcome!\n" + Answered);
    }

    [Fact]
    public async Task An_answer_of_several_lines_is_shown_whole_to_the_last()
    {
        await using var server = await Classroom.ServeAsync("talk/server.py", "several");
        await server.SendAsync("Yes\nStill here\n");
        (await TincanCli.PipeAsync("Hello?\nAre you there?\n", "talk", "127.0.0.1", server.Port))
            .Wrote("one moment\nstill thinking\nYes\none moment\nstill thinking\nStill here\n");
    }

    [Theory]
    [InlineData("talk/client.py", "raw")]
    [InlineData("talk/client.py", "lf")]
    [InlineData("talk/client.py", "crlf")]
    [InlineData("talk/client.py", "nul")]
    [InlineData("talk/client.py", "nul-nul")]
    [InlineData("talk/client.py", "sleeps")]
    [InlineData("talk/client.c")]
    [InlineData("talk/buffer-client.c", "100")]
    [InlineData("talk/buffer-client.c", "1024", "dirty")]
    [InlineData("talk/client.js")]
    public async Task Our_server_with_their_client(string peer, params string[] kind)
    {
        await using var server = await TincanCli.ServeAsync("talk", "server");
        await server.SendAsync("Yes\nStill here\n");
        var outcome = await Classroom.PipeAsync(Asked, peer, [server.Port, .. kind]);
        Assert.Equal((0, "Server: Yes\nServer: Still here\n"), (outcome.Code, outcome.Text));
        await server.Out.UntilAsync("Hello?\nAre you there?\nbye\n");
        await server.Error.UntilAsync("ended the talk");
    }
}
