using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Recording;

public sealed class RecordingWriterTests
{
    private static readonly WireEvent Large =
        new() { Wall = DateTimeOffset.UnixEpoch, Kind = WireEventKind.Send, Connection = 1, Bytes = Enumerable.Repeat((byte)'x', 1024 * 1024).ToArray() };

    [Fact]
    public async Task What_was_taken_is_written_in_order()
    {
        using var file = new MemoryStream();
        await using (var writer = new RecordingWriter(file, DateTimeOffset.UnixEpoch, "test", Assert.Fail))
        {
            for (var number = 1; number <= 1000; number++)
            {
                writer.Take(new WireEvent { Wall = DateTimeOffset.UnixEpoch, Number = number, Kind = WireEventKind.Note, Text = "a" });
            }
        }

        var (events, _) = await Read.AllAsync(file.ToArray());

        Assert.Equal(Enumerable.Range(1, 1000).Select(static number => (long)number), events.Select(static happened => happened.Number));
    }

    [Theory]
    [InlineData(WireEventKind.Fin)]
    [InlineData(WireEventKind.Rst)]
    [InlineData(WireEventKind.Close)]
    public async Task An_ending_is_written_at_once_with_all_before_it(WireEventKind ending)
    {
        using var file = new SlowStream();
        file.Open();
        await using var writer = new RecordingWriter(file, DateTimeOffset.UnixEpoch, "test", Assert.Fail, new FakeClock());
        var written = file.WhenWrittenAsync(number: 2);

        writer.Take(new WireEvent { Wall = DateTimeOffset.UnixEpoch, Number = 1, Kind = WireEventKind.Send, Connection = 1, Bytes = "hello"u8.ToArray() });
        writer.Take(new WireEvent { Wall = DateTimeOffset.UnixEpoch, Number = 2, Kind = ending, Connection = 1, Reason = ending == WireEventKind.Close ? CloseReason.Finished : null });
        await written;

        Assert.Equal([1, 2], (await Read.AllAsync(file.Written)).Events.Select(static happened => happened.Number));
    }

    [Fact]
    public async Task Events_that_the_disk_is_too_slow_for_are_lost_and_reported_where_they_are_missing()
    {
        using var file = new SlowStream();
        var writer = new RecordingWriter(file, DateTimeOffset.UnixEpoch, "test", Assert.Fail);
        for (var number = 1; number <= 40; number++)
        {
            writer.Take(Large with { Number = number });
        }

        Assert.InRange(writer.Dropped, 12, 14);
        var lost = writer.Dropped;
        file.Open();
        await file.WhenWrittenAsync(number: 26);
        writer.Take(Large with { Number = 41 });
        await writer.DisposeAsync().AsTask().InTime();

        var (events, _) = await Read.AllAsync(file.Written);
        var note = Assert.Single(events, static happened => happened.Kind == WireEventKind.Note);
        Assert.Equal($"{lost} events were lost before this one: they came too fast", note.Text);
        Assert.Equal((41, 41), (note.Number, events[^1].Number));
        Assert.Equal(40 - lost, events[^3].Number);
    }

    [Fact]
    public async Task Events_lost_at_the_end_are_reported_there()
    {
        using var file = new SlowStream();
        var writer = new RecordingWriter(file, DateTimeOffset.UnixEpoch, "test", Assert.Fail);
        for (var number = 1; number <= 40; number++)
        {
            writer.Take(Large with { Number = number });
        }

        file.Open();
        await writer.DisposeAsync().AsTask().InTime();

        var (events, _) = await Read.AllAsync(file.Written);
        Assert.Equal($"{writer.Dropped} events were lost after this one: they came too fast", events[^1].Text);
    }

    [Fact]
    public async Task A_connection_waits_for_a_disk_that_is_behind()
    {
        using var file = new SlowStream();
        var (writer, recorded, far) = Behind(file, new FakeClock());
        await far.SendAsync("hello"u8.ToArray()).InTime();

        var receiving = recorded.ReceiveAsync(new byte[5]).AsTask();
        var sending = recorded.SendAsync("world"u8.ToArray()).AsTask();
        Assert.False(receiving.IsCompleted || sending.IsCompleted);
        file.Open();

        Assert.Equal(5, await receiving.InTime());
        await sending.InTime();
        await recorded.DisposeAsync();
        await writer.DisposeAsync();
        Assert.Equal(0, writer.Dropped);
    }

    [Fact]
    public async Task A_connection_does_not_wait_for_a_disk_that_takes_nothing()
    {
        using var file = new SlowStream();
        var clock = new FakeClock();
        var (writer, recorded, far) = Behind(file, clock);
        await far.SendAsync("hello"u8.ToArray()).InTime();

        var receiving = recorded.ReceiveAsync(new byte[5]).AsTask();
        await clock.WhenTimersAsync(1);
        clock.Advance(RecordingBacklog.Patience);

        Assert.Equal(5, await receiving.InTime());
        writer.Take(Large);
        Assert.True(writer.CaughtUpAsync().IsCompleted);
        file.Open();
        await recorded.DisposeAsync();
        await writer.DisposeAsync();
        Assert.Equal(0, writer.Dropped);
    }

    [Fact]
    [Trait("Needs", "Linux")]
    public async Task A_full_disk_is_reported_once_and_missing_events_are_counted()
    {
        var said = new List<string>();
        var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var writer = new RecordingWriter(full, DateTimeOffset.UnixEpoch, "test", said.Add);
        var recorder = new Recorder(new FakeClock(), writer);
        var (wire, far) = Tincan.Wires.MemoryWire.CreatePair();
        await using var recorded = new ConnectionRecord(recorder, ObservedSide.Client, codec: null, service: null).Wrap(wire);

        for (var round = 0; round < 10; round++)
        {
            await recorded.SendAsync("hello"u8.ToArray()).InTime();
            Assert.Equal("hello", await far.ReceiveTextAsync());
        }

        await writer.DisposeAsync();
        Assert.StartsWith("the recording ends here: No space left on device", Assert.Single(said), StringComparison.Ordinal);
        Assert.EndsWith("; the connections are not affected", said[0], StringComparison.Ordinal);
        Assert.Equal(10, writer.Dropped);
    }

    /// <summary>A writer that connections wait for, a wire that it records, and the other end of that.</summary>
    private static (RecordingWriter Writer, Wire Recorded, Wire Far) Behind(Stream file, TimeProvider clock)
    {
        var writer = new RecordingWriter(file, DateTimeOffset.UnixEpoch, "test", Assert.Fail, clock);
        var (wire, far) = MemoryWire.CreatePair();
        for (var size = 0; size <= RecordingBacklog.Behind; size += Large.Bytes.Length)
        {
            writer.Take(Large);
        }

        return (writer, new ConnectionRecord(new Recorder(clock, writer), ObservedSide.Client, codec: null, service: null).Wrap(wire), far);
    }

    /// <summary>A disk that takes nothing until it is opened.</summary>
    private sealed class SlowStream : MemoryStream
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _many = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private string _awaited = "never";

        public byte[] Written => ToArray();

        public void Open() => _open.SetResult();

        public Task WhenWrittenAsync(int number)
        {
            Volatile.Write(ref _awaited, string.Create(CultureInfo.InvariantCulture, $"{{\"number\":{number},"));
            return _many.Task.InTime();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _open.Task;
            await base.WriteAsync(buffer, cancellationToken);
            if (buffer.Span.IndexOf(System.Text.Encoding.ASCII.GetBytes(Volatile.Read(ref _awaited))) >= 0)
            {
                _many.TrySetResult();
            }
        }
    }
}
