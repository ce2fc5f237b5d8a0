using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Recording;

public sealed class RecorderTests
{
    private const int Rounds = 1000;

    private static readonly byte[] Bytes = new byte[64 * 1024];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_are_copied_if_a_sink_keeps_events(bool keeps)
    {
        var (first, second) = (new Sink(), new Sink { KeepsEvents = keeps });
        Record(first, second).Moved(WireEventKind.Send, Direction.ToServer, Bytes);

        Assert.Equal(!keeps, first.Last.Span.Overlaps(Bytes));
        Assert.Equal(!keeps, second.Last.Span.Overlaps(Bytes));
        Assert.Equal(Bytes, second.Last.ToArray());
    }

    [Fact]
    public void Large_reads_allocate_no_more_than_small_ones()
    {
        var record = Record(new Sink());
        record.Moved(WireEventKind.Send, Direction.ToServer, Bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            record.Moved(WireEventKind.Send, Direction.ToServer, Bytes);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Rounds, 0, 1024);
    }

    private static ConnectionRecord Record(params IEventSink[] sinks) =>
        new(new Recorder(new FakeClock(), sinks), ObservedSide.Client, codec: null, service: null);

    private sealed class Sink : IEventSink
    {
        public bool KeepsEvents { get; init; }

        public ReadOnlyMemory<byte> Last { get; private set; }

        public void Take(WireEvent happened) => Last = happened.Bytes;
    }
}
