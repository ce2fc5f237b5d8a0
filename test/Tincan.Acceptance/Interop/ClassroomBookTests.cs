using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Interop;

/// <summary>An address book with the programs of a classroom on the other side, and default options.</summary>
public sealed class ClassroomBookTests
{
    private static readonly string[] Asked = ["luke@gmail.com", "nobody@x", "padme@naboo.gov", "han@falcon.net"];

    [Theory]
    [InlineData("book/server.py", "one-shot")]
    [InlineData("book/server.py", "many")]
    [InlineData("book/server.py", "threads")]
    [InlineData("book/server.py", "keeps-open")]
    [InlineData("book/server.py", "println")]
    [InlineData("book/server.py", "slow")]
    [InlineData("book/server.py", "wordy")]
    [InlineData("book/server.c")]
    [InlineData("book/server.js")]
    public async Task Our_client_with_their_server(string peer, params string[] kind)
    {
        await using var server = await Classroom.ServeAsync(peer, kind);
        var outcome = await TincanCli.RunAsync(["lookup", "127.0.0.1", server.Port, .. Asked]);
        Assert.Equal(
            (1, "luke@gmail.com\tLuke Skywalker\npadme@naboo.gov\tPadmé Amidala\nhan@falcon.net\tHan Solo\n", "nobody@x was not found in the database!\n"),
            (outcome.Code, outcome.Text, outcome.Error));
    }

    [Theory]
    [InlineData("text", "the server does not speak the address book protocol: it answered 'Padmé Amidala\\n'")]
    [InlineData("characters", "the answer declares 13 bytes of text, and 1 more bytes followed 'Padmé Amidal': the length must count bytes of UTF-8, not characters")]
    public async Task A_server_that_gets_it_wrong_is_exit_1_and_one_line(string kind, string line)
    {
        await using var server = await Classroom.ServeAsync("book/server.py", kind);
        (await TincanCli.RunAsync("lookup", "127.0.0.1", server.Port, "padme@naboo.gov")).FailedWith(1, line);
    }

    [Fact]
    public async Task A_server_that_dies_is_exit_5()
    {
        await using var server = await Classroom.ServeAsync("book/server.py", "dies");
        var outcome = await TincanCli.RunAsync("lookup", "127.0.0.1", server.Port, "padme@naboo.gov");
        Assert.Equal((5, "", "tincan: the server closed the connection without an answer\n"), (outcome.Code, outcome.Text, outcome.Error));
    }

    [Theory]
    [InlineData("book/client.c")]
    [InlineData("book/client.js")]
    public async Task Our_server_with_their_client(string peer)
    {
        await using var server = await TincanCli.ServeAsync("serve", "book", "--book", Place.Sample("book.csv"));
        var outcome = await Classroom.PipeAsync("", peer, server.Port, "luke@gmail.com", "padme@naboo.gov", "no@body");
        Assert.Equal((0, "R Luke Skywalker\nR Padmé Amidala\nR Error 404\n"), (outcome.Code, outcome.Text));
    }
}
