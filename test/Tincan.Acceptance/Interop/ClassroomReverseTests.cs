using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Interop;

/// <summary>Reverse with the programs of a classroom on the other side, and default options.</summary>
public sealed class ClassroomReverseTests
{
    private const string Input = "HELLO\na dog\nlevel\nx\nab\ncd\n";
    private const string Reversed = "OLLEH\ngod a\nlevel\nx\nba\ndc\n";

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
}
