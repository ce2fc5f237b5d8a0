using Tincan.Tests.Support;

namespace Tincan.Tests.Reverse;

/// <summary>A server that says nothing to the first line for five seconds.</summary>
public sealed class SeekingSilenceTests
{
    private const string Sending = "received nothing for 5 s: sending CR LF, in case the server waits for that";
    private const string Answered = "the server answered after CR LF: ending lines with it from there on";
    private static readonly TimeSpan HintAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_server_that_waits_for_CR_LF_gets_it_and_is_asked_with_it_from_there_on()
    {
        await using var bench = await SilentAsync("ab\ncd\n\n");
        await bench.Server.SendTextAsync("\nba\r\n");
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);
        Assert.Equal("cd\r\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("dc\r\n");
        Assert.Equal("\r\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("\r\n");

        await bench.Run.InTime();
        Assert.Equal(["ba", "dc", ""], bench.Answers.Pieces);
        Assert.Equal([Sending, Answered], bench.Notices);
    }

    [Theory]
    [InlineData("ba\n\n", "\rdc\n")]
    [InlineData("ba\n\r\n", "\rdc\n")]
    [InlineData("ba\n\n", "dc\n")]
    public async Task A_server_of_lines_that_was_only_slow_is_understood(string late, string next)
    {
        await using var bench = await SilentAsync("ab\ncd\nef\n");
        await bench.Server.SendTextAsync(late);
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);
        Assert.Equal("cd\r\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync(next);
        Assert.Equal("ef\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("fe\n");

        await bench.Run.InTime();
        Assert.Equal(["ba", "dc", "fe"], bench.Answers.Pieces);
    }

    [Fact]
    public async Task A_server_in_raw_that_was_only_slow_is_understood()
    {
        await using var bench = await SilentAsync("ab\ncd\nef\n");
        await bench.Server.SendTextAsync("\n\r\nba");
        await bench.BeQuietAsync(SeekingClientBench.Quiet);
        Assert.Equal("cd\r\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("\n\rdc");
        Assert.Equal("ef\r\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("\n\rfe");

        await bench.Run.InTime();
        Assert.Equal(["ba", "dc", "fe"], bench.Answers.Pieces);
    }

    [Fact]
    public async Task Where_CR_LF_changes_nothing_the_other_line_ends_are_named()
    {
        await using var bench = await SilentAsync("ab\ncd\n");
        await bench.BeQuietAsync(Soon);
        await bench.Clock.WhenNoTimerAsync();
        await bench.Server.SendTextAsync("ba\n");
        await bench.BeQuietAsync(SeekingClientBench.RawQuiet);
        Assert.Equal("cd\n", await bench.Server.ReceiveTextAsync());
        await bench.Server.SendTextAsync("dc\n");

        await bench.Run.InTime();
        Assert.Equal(["ba", "dc"], bench.Answers.Pieces);
        Assert.Equal([Sending, "nothing came after CR LF either: if the server waits for another line end, try --dialect nul or raw"], bench.Notices);
    }

    /// <summary>A client whose first line was not answered, and that has sent CR LF after it.</summary>
    private static async Task<SeekingClientBench> SilentAsync(string input)
    {
        var bench = new SeekingClientBench(input);
        Assert.Equal("ab\n", await bench.Server.ReceiveTextAsync());
        await bench.BeQuietAsync(HintAfter);
        Assert.Equal("\r\n", await bench.Server.ReceiveTextAsync());
        await bench.Clock.WhenTimerAsync(Soon);
        return bench;
    }
}
