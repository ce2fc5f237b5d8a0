using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Up;

/// <summary>A file that is written is emptied by a server that runs, and by no other.</summary>
public sealed class OutTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public OutTests() => _scratch.Write("out.txt", "kept\n");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_single_server_that_cannot_listen_leaves_it_as_it_was()
    {
        using var taken = new RawListener();

        var outcome = await TincanCli.RunAsync("serve", "reverse", "--listen", $":{taken.Port}", "--out", _scratch["out.txt"]);

        Assert.Equal(3, outcome.Code);
        Assert.Equal("kept\n", await File.ReadAllTextAsync(_scratch["out.txt"]));
    }
}
