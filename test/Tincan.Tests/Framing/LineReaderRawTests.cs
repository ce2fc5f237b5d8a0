using Tincan.Framing;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Framing;

public sealed class LineReaderRawTests : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RawQuiet = TimeSpan.FromMilliseconds(20);

    private readonly FakeClock _clock = new();
    private readonly MemoryWire _client;
    private readonly ProbeWire _server;
    private readonly LineReader _reader;

    public LineReaderRawTests()
    {
        (_client, var server) = MemoryWire.CreatePair();
        _server = new ProbeWire(server);
        _reader = new LineReader(_server, new() { Time = _clock });
    }

    public void Dispose() => _reader.Dispose();

    [Fact]
    public Task A_message_is_over_after_a_quiet_time_on_every_split() => Splits.EachAsync("HELLO", async split =>
    {
        var (client, server) = MemoryWire.CreatePair();
        var clock = new FakeClock();
        using var reader = new LineReader(server, new() { Time = clock });
        await client.SendSegmentsAsync(split);
        Assert.Equal("HELLO", await ReadQuietAsync(reader, clock, Quiet));
    });

    [Fact]
    public async Task The_first_message_takes_500_ms_of_quiet_and_the_following_ones_20()
    {
        await _client.SendTextAsync("one");
        Assert.Equal("one", await ReadQuietAsync(_reader, _clock, Quiet));
        Assert.Equal(Dialect.Raw, _reader.Dialect);

        Assert.Equal("nothing followed within 500 ms", _reader.Why);

        await _client.SendTextAsync("two");
        Assert.Equal("two", await ReadQuietAsync(_reader, _clock, RawQuiet));
        await _client.SendTextAsync("three");
        Assert.Equal("three", await ReadQuietAsync(_reader, _clock, RawQuiet));
    }

    [Theory]
    [InlineData("two\n", Dialect.Lf, "\\n")]
    [InlineData("two\r\n", Dialect.CrLf, "\\r\\n")]
    [InlineData("two\0", Dialect.Nul, "\\0")]
    public async Task A_terminator_that_comes_later_corrects_the_guess_for_good(string second, Dialect dialect, string spelled)
    {
        await _client.SendTextAsync("one");
        Assert.Equal("one", await ReadQuietAsync(_reader, _clock, Quiet));
        await _client.SendTextAsync(second);
        Assert.Equal("two", Lines.Show(await _reader.ReadAsync().InTime()));
        Assert.Equal(dialect, _reader.Dialect);
        Assert.True(_reader.WasCorrected);
        Assert.Equal($"{spelled} came after raw had been assumed", _reader.Why);

        await _client.SendTextAsync("thr");
        var reading = _reader.ReadAsync().AsTask();
        await _clock.WhenNoTimerAsync();
        await _client.SendTextAsync("ee" + Lines.Terminator(dialect));
        Assert.Equal("three", Lines.Show(await reading.InTime()));
    }

    [Fact]
    public async Task A_late_terminator_of_a_message_that_silence_ended_is_no_blank_line()
    {
        await _client.SendTextAsync("one");
        Assert.Equal("one", await ReadQuietAsync(_reader, _clock, Quiet));
        await _client.SendTextAsync("\n");
        var reading = _reader.ReadAsync().AsTask();
        await _client.SendTextAsync("two\n");
        Assert.Equal("two", Lines.Show(await reading.InTime()));
    }

    [Fact]
    public async Task A_raw_dialect_that_is_given_is_never_left()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new LineReader(server, new() { Time = _clock, Dialect = Dialect.Raw });
        await client.SendTextAsync("one\ntwo\n");
        Assert.Equal("one\ntwo\n", await ReadQuietAsync(reader, _clock, RawQuiet));
    }

    [Fact]
    public async Task Where_ends_vary_a_message_ends_with_its_terminator_or_with_silence()
    {
        var (client, server) = MemoryWire.CreatePair();
        using var reader = new LineReader(server, new() { Time = _clock, EndsVary = true });
        await client.SendTextAsync("one\n");
        Assert.Equal("one", Lines.Show(await reader.ReadAsync().InTime()));
        await client.SendTextAsync("two");
        Assert.Equal("two", await ReadQuietAsync(reader, _clock, Quiet));
        await client.SendTextAsync("three\n");
        Assert.Equal("three", Lines.Show(await reader.ReadAsync().InTime()));
        await client.SendTextAsync("four");
        Assert.Equal("four", await ReadQuietAsync(reader, _clock, RawQuiet));
        Assert.False(reader.WasCorrected);
    }

    [Fact]
    public async Task More_bytes_start_the_quiet_time_again()
    {
        await _client.SendTextAsync("HEL");
        var reading = _reader.ReadAsync().AsTask();
        await _clock.WhenTimerAsync(Quiet);
        _clock.Advance(Quiet - TimeSpan.FromMilliseconds(1));
        await _client.SendTextAsync("LO");
        await _clock.WhenTimerAsync(Quiet);
        _clock.Advance(Quiet - TimeSpan.FromMilliseconds(1));
        Assert.False(reading.IsCompleted);

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("HELLO", Lines.Show(await reading.InTime()));
    }

    [Fact]
    public async Task While_nothing_comes_after_a_message_no_receive_is_pending_and_then_no_memory_is_held()
    {
        await _client.SendTextAsync("one");
        await ReadQuietAsync(_reader, _clock, Quiet);
        Assert.Equal(0, _server.UnderWay);

        var reading = _reader.ReadAsync().AsTask();

        Assert.Equal(0, _server.Rooms[^1]);
        Assert.True(MemoryMarshal.TryGetArray(_reader.Pending, out var held));
        Assert.Empty(held.Array!);
        await _client.SendTextAsync("two");
        await _clock.WhenTimerAsync(RawQuiet);
        _clock.Advance(RawQuiet);
        Assert.Equal("two", Lines.Show(await reading.InTime()));
    }

    [Fact]
    public async Task A_read_obeys_its_own_cancellation_and_not_that_of_the_read_before()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        await _client.SendTextAsync("one");
        await ReadQuietAsync(_reader, _clock, Quiet, first.Token);
        await first.CancelAsync();
        var reading = _reader.ReadAsync(second.Token).AsTask();
        Assert.False(reading.IsCompleted);

        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.InTime());

        await _client.SendTextAsync("two");
        Assert.Equal("two", await ReadQuietAsync(_reader, _clock, RawQuiet));
    }

    [Fact]
    public async Task Giving_up_during_the_quiet_time_keeps_what_had_arrived()
    {
        using var giveUp = new CancellationTokenSource();
        await _client.SendTextAsync("HEL");
        var reading = _reader.ReadAsync(giveUp.Token).AsTask();
        await _clock.WhenTimerAsync(Quiet);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.InTime());

        await _client.SendTextAsync("LO");
        Assert.Equal("HELLO", await ReadQuietAsync(_reader, _clock, Quiet));
    }

    [Fact]
    public async Task FIN_ends_a_raw_message_at_once_and_it_is_whole()
    {
        await _client.SendTextAsync("one");
        await ReadQuietAsync(_reader, _clock, Quiet);
        await _client.SendTextAsync("two");
        await _client.FinishAsync();

        Assert.Equal("two", Lines.Show(await _reader.ReadAsync().InTime()));
        Assert.True((await _reader.ReadAsync().InTime()).IsEnd);
    }

    private static async Task<string> ReadQuietAsync(LineReader reader, FakeClock clock, TimeSpan quiet, CancellationToken cancel = default)
    {
        var reading = reader.ReadAsync(cancel).AsTask();
        await clock.WhenTimerAsync(quiet);
        clock.Advance(quiet);
        return Lines.Show(await reading.InTime());
    }
}
