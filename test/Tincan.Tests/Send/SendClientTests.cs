using Tincan.Framing;
using Tincan.Protocols.Send;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Send;

public sealed class SendClientTests
{
    private readonly MemoryWire _client;
    private readonly MemoryWire _server;
    private readonly Collected _output = new();

    public SendClientTests() => (_client, _server) = MemoryWire.CreatePair(int.MaxValue);

    [Theory]
    [InlineData("GET / HTTP/1.0")]
    [InlineData("")]
    [InlineData(" \t tabs and blanks stay ")]
    public async Task The_line_and_CRLF_leave_as_one_piece_and_nothing_follows(string line)
    {
        var run = RunAsync(line);

        Assert.Equal(line + "\r\n", await _server.ReceiveTextAsync());
        var more = _server.ReceiveTextAsync();
        await _server.FinishAsync();
        await run.InTime();
        Assert.False(more.IsCompleted);
    }

    [Fact]
    public async Task A_line_longer_than_any_buffer_leaves_as_one_piece_too()
    {
        var line = new string('x', 1_000_000);
        _ = RunAsync(line);

        Assert.Equal(line + "\r\n", await _server.ReceiveTextAsync(most: 2_000_000));
    }

    [Fact]
    public async Task Only_on_request_FIN_follows_the_line_and_the_answer_still_comes()
    {
        var run = RunAsync("hello", halfClose: true);

        Assert.Equal("hello\r\n", await _server.ReceiveToEndAsync());
        await _server.SendTextAsync("answer");
        await _server.FinishAsync();
        await run.InTime();
        Assert.Equal("answer", _output.Text);
    }

    [Fact]
    public Task Everything_up_to_FIN_is_handed_on_byte_for_byte_on_every_split() =>
        Splits.EachAsync("one\r\ntwo\n\0three\nno end", async split =>
        {
            var (client, server) = MemoryWire.CreatePair();
            var output = new Collected();
            await server.SendSegmentsAsync(split);
            await server.FinishAsync();

            await SendClient.RunAsync(client, default, halfClose: false, output.TakeAsync).InTime();

            Assert.Equal("one\r\ntwo\n\0three\nno end", output.Text);
        });

    [Fact]
    public async Task What_comes_is_handed_on_as_it_comes()
    {
        var run = RunAsync("hello");
        await _server.SendTextAsync("one");
        Assert.Equal("one", await _output.NextAsync());
        await _server.SendTextAsync("two");
        Assert.Equal("two", await _output.NextAsync());
        await _server.FinishAsync();

        await run.InTime();
    }

    [Fact]
    public async Task When_the_server_resets_what_had_come_was_handed_on()
    {
        var run = RunAsync("hello");
        await _server.SendTextAsync("half of it");
        await _output.NextAsync();
        _server.Abort();

        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(run));
        Assert.Equal("half of it", _output.Text);
    }

    [Fact]
    public async Task A_server_that_waits_for_more_is_given_up_at_the_idle_limit()
    {
        var clock = new FakeClock();
        var idle = TimeSpan.FromSeconds(30);
        await using var patient = new IdleTimeoutWire(_client, idle, clock);
        var run = SendClient.RunAsync(patient, default, halfClose: false, _output.TakeAsync);
        await clock.WhenTimerAsync(idle);
        await _server.SendTextAsync("a little");
        await _output.NextAsync();
        await clock.WhenTimerAsync(idle);
        clock.Advance(idle);

        Assert.Equal(CloseReason.Idle, await WireText.FailureOf(run));
    }

    [Fact]
    public async Task All_lines_that_are_here_leave_as_one_piece_and_FIN_only_on_request()
    {
        await using var lines = Lines("GET / HTTP/1.0\n\nlast");
        var run = SendClient.RunAllAsync(_client, lines, halfClose: true, _output.TakeAsync);

        Assert.Equal("GET / HTTP/1.0\r\n\r\nlast\r\n", await _server.ReceiveTextAsync());
        Assert.Equal("", await _server.ReceiveToEndAsync());
        await _server.SendTextAsync("answer");
        await _server.FinishAsync();
        Assert.Equal(new SendOutcome("answer".Length, IsAllSent: true), await run.InTime());
        Assert.Equal("answer", _output.Text);
    }

    [Fact]
    public async Task A_server_that_closes_with_lines_on_their_way_has_not_received_all()
    {
        var (client, server) = MemoryWire.CreatePair();
        await using var lines = Lines(new string('\n', 1_000_000));
        await server.FinishAsync();

        Assert.Equal(new SendOutcome(0, IsAllSent: false), await SendClient.RunAllAsync(client, lines, halfClose: false, _output.TakeAsync).InTime());
    }

    [Fact]
    public async Task The_idle_limit_begins_after_the_last_line()
    {
        var clock = new FakeClock();
        var idle = TimeSpan.FromSeconds(30);
        await using var patient = new IdleTimeoutWire(_client, idle, clock);
        await using var lines = new LineInput(new WireStream(MemoryWire.CreatePair().Item1));
        _ = SendClient.RunAllAsync(patient, lines, halfClose: false, _output.TakeAsync);
        for (var i = 0; i < 3; i++)
        {
            await clock.WhenTimerAsync(idle);
            clock.Advance(idle);
        }

        await _server.SendTextAsync("still here");
        Assert.Equal("still here", await _output.NextAsync());
    }

    [Fact]
    public async Task A_line_over_the_limit_ends_it()
    {
        await using var lines = Lines(new string('x', 70_000));

        await Assert.ThrowsAsync<BadFileException>(() => SendClient.RunAllAsync(_client, lines, halfClose: false, _output.TakeAsync).InTime());
    }

    private static LineInput Lines(string text) => new(new MemoryStream(Encoding.Latin1.GetBytes(text)));

    private Task<SendOutcome> RunAsync(string line, bool halfClose = false) =>
        SendClient.RunAsync(_client, WireText.Bytes(line), halfClose, _output.TakeAsync);
}
