using System.Buffers.Binary;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Roster;

/// <summary>A service that no conversation of ours is like: JSON, each message after its length in four bytes.</summary>
public sealed class FramingTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("--messages", "length u32 big")]
    [InlineData]
    public async Task A_proxy_that_knows_the_framing_or_guesses_it_counts_requests_and_replies(params string[] messages)
    {
        await using var server = await Python.ServeAsync("sum_server.py");
        await using var proxy = await TincanCli.Start(
            ["proxy", "127.0.0.1:0", $"{server.Address}", .. messages, "--fault", "mute:msg=2,dir=to-client", "--record", _scratch["sum.jsonl"]]).ListeningAsync();
        using var client = await RawSocket.ConnectAsync(proxy);
        await client.SendAsync(Message("""{"id": 1, "a": 1, "b": 2}""") + Message("""{"id": 2, "a": 3, "b": 4}""") + Message("""{"id": 3, "a": 5, "b": 6}"""));
        await client.ReceivesAsync(Message("""{"id": 1, "sum": 3}"""));
        await client.ReceivesAsync(Message("""{"id": 3, "sum": 11}"""));

        var ladder = "";
        for (var tries = 0; tries < 50 && !ladder.Contains("recording ends", StringComparison.Ordinal); tries++)
        {
            // The recording is written behind the events; what it has last is the reply to the third request.
            var drawn = await TincanCli.RunAsync("watch", _scratch["sum.jsonl"], "--width", "160");
            ladder = drawn.Text.Contains("\"sum\": 11", StringComparison.Ordinal) ? drawn.Text : "";
        }

        Assert.Contains("messages 1-3 coalesced", ladder, StringComparison.Ordinal);
        Assert.Contains("client waits for server (3 requests, 2 replies)", ladder, StringComparison.Ordinal);
        Assert.Equal(messages.Length == 0, ladder.Contains("messages look like 'length u32 big'; --messages sets another framing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_that_knows_the_page_says_which_reply_is_missing()
    {
        var page = Path.Combine(Place.Sample(".."), "protocols", "sum.md");
        await using var server = await Python.ServeAsync("sum_server.py");
        await using var proxy = await TincanCli.Start(
            "proxy", "127.0.0.1:0", $"{server.Address}", "--messages", page, "--fault", "mute:msg=2,dir=to-client", "--record", _scratch["page.jsonl"]).ListeningAsync();
        using var client = await RawSocket.ConnectAsync(proxy);
        await client.SendAsync(Message("""{"id": 1, "a": 1, "b": 2}""") + Message("""{"id": 2, "a": 3, "b": 4}""") + Message("""{"id": 3, "a": 5, "b": 6}"""));
        await client.ReceivesAsync(Message("""{"id": 1, "sum": 3}"""));
        await client.ReceivesAsync(Message("""{"id": 3, "sum": 11}"""));
        proxy.Terminate();
        await proxy.ExitAsync();

        foreach (var more in (string[][])[[], ["--messages", page]])
        {
            var drawn = await TincanCli.RunAsync(["watch", _scratch["page.jsonl"], "--width", "160", .. more]);

            Assert.Contains("messages 1-3 coalesced: {id, a, b}, {id, a, b}, {id, a, b}", drawn.Text, StringComparison.Ordinal);
            Assert.Contains("the page expects {\"id\": 2, \"sum\": 7} here (line 13)", drawn.Text, StringComparison.Ordinal);
        }

        var framed = await TincanCli.RunAsync("watch", _scratch["page.jsonl"], "--width", "160", "--messages", "length u32 big");
        Assert.DoesNotContain("the page expects", framed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_a_named_message_needs_a_page()
    {
        var outcome = await TincanCli.RunAsync("proxy", "127.0.0.1:0", "localhost:2", "--fault", "mute:name=SET");

        Assert.Equal((2, "tincan: 'mute:name=SET' asks for messages by their name, and only a protocol page names them: add --messages PAGE\n"), (outcome.Code, outcome.Error));
    }

    [Fact]
    public async Task A_wrong_framing_is_shown_with_its_wrong_word()
    {
        var outcome = await TincanCli.RunAsync("proxy", ":1", "localhost:2", "--messages", "length u33 big");

        Assert.Equal(2, outcome.Code);
        Assert.Contains("    length u33 big\n           ^\n", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'u32'?", outcome.Error, StringComparison.Ordinal);
    }

    private static string Message(string json)
    {
        var header = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(header, json.Length);
        return Encoding.Latin1.GetString(header) + json;
    }
}
