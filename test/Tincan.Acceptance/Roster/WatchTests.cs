using System.Net.Sockets;
using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Roster;

public sealed class WatchTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_client_through_the_proxy_gets_what_it_would_get_and_the_recording_shows_it()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse");
        await using var proxy = await TincanCli.Start("proxy", "127.0.0.1:0", $"{server.Address}", "--record", _scratch["talk.jsonl"]).ListeningAsync();

        var client = await TincanCli.RunAsync("reverse", $"{proxy.Address}", Place.Sample("in-proj.txt"));
        Assert.Equal(0, client.Code);
        Assert.Equal(Place.Expected("out-proj.txt"), client.Bytes);
        Assert.Equal(0, (await StopAsync(proxy)).Code);

        var ladder = await TincanCli.RunAsync("watch", _scratch["talk.jsonl"]);
        Assert.Equal((0, ""), (ladder.Code, ladder.Error));
        Assert.Contains("HELLO\\n ─", ladder.Text, StringComparison.Ordinal);
        Assert.Contains("client has finished (FIN)", ladder.Text, StringComparison.Ordinal);
        Assert.All(ladder.Text.Split('\n'), static line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task Watch_draws_on_standard_error_while_the_conversation_goes_on()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--watch", "--log", "none");
        var echo = await TincanCli.PipeAsync("are you there?\n", "send", $"{server.Address}", "--half-close");
        echo.Wrote("are you there?\r\n");

        var stopped = await StopAsync(server);

        Assert.Equal($"listening on {server.Address}\n", stopped.Text);
        Assert.Contains("are you there?\\r\\n", stopped.Error, StringComparison.Ordinal);
        Assert.Contains("(FIN)", stopped.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json", "{\"tincan-recording\":4")]
    [InlineData("mermaid", "sequenceDiagram")]
    [InlineData("html", "<!doctype html>")]
    [InlineData("svg", "<svg ")]
    public async Task A_recording_is_exported(string form, string beginning)
    {
        await RecordAsync();

        var export = await TincanCli.RunAsync("watch", _scratch["echo.jsonl"], "--to", form);

        Assert.Equal((0, ""), (export.Code, export.Error));
        Assert.StartsWith(beginning, export.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_recording_cut_off_is_shown_as_far_as_it_goes_and_the_rest_is_named()
    {
        await RecordAsync();
        var whole = await File.ReadAllTextAsync(_scratch["echo.jsonl"]);
        var cut = _scratch.Write("cut.jsonl", whole[..^20]);

        var shown = await TincanCli.RunAsync("watch", cut);

        Assert.Equal(2, shown.Code);
        Assert.Contains("are you there?", shown.Text, StringComparison.Ordinal);
        Assert.Contains($"{cut}:", shown.Error, StringComparison.Ordinal);
        Assert.Contains("cut off", shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_recording_is_reported()
    {
        var none = _scratch.Write("none.jsonl", "hello\n");

        var shown = await TincanCli.RunAsync("watch", none);

        Assert.Equal(2, shown.Code);
        Assert.Contains($"{none}:1: not a recording", shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_ends_the_recording_and_not_the_conversation()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--record", "/dev/full", "--log", "none");
        (await TincanCli.PipeAsync("still here\n", "send", $"{server.Address}", "--half-close")).Wrote("still here\r\n");

        var stopped = await StopAsync(server);

        Assert.Equal(0, stopped.Code);
        Assert.Contains("No space left on device", stopped.Error, StringComparison.Ordinal);
        Assert.Matches(@"\d+ events? (is|are) missing from the recording", stopped.Error);
    }

    [Fact]
    public async Task Following_shows_what_is_recorded_later()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--record", _scratch["live.jsonl"], "--log", "none");
        await using var watch = TincanCli.Start("watch", _scratch["live.jsonl"], "--follow");
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("now you see me\n"));

        await watch.Out.UntilAsync("now you see me");
    }

    private static Task<Outcome> StopAsync(Running server)
    {
        server.Terminate();
        return server.ExitAsync();
    }

    private async Task RecordAsync()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--log", "none");
        var client = await TincanCli.PipeAsync(
            "are you there?\n", "send", $"{server.Address}", "--half-close", "--record", _scratch["echo.jsonl"]);
        Assert.Equal(0, client.Code);
    }
}
