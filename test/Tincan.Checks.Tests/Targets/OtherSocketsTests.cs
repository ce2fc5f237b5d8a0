using System.Net.Sockets;
using Tincan.Checks.Targets;

namespace Tincan.Checks.Tests.Targets;

/// <summary>A program that listens on another port than it should. The test process plays that program, so no other test may listen at the same time.</summary>
[CollectionDefinition(nameof(OtherSocketsTests), DisableParallelization = true)]
[Collection(nameof(OtherSocketsTests))]
public sealed class OtherSocketsTests
{
    [Fact]
    public void A_socket_has_not_existed_for_as_long_as_looking_for_it_takes()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var clock = new SlowClock();
        var sockets = new OtherSockets(clock);

        var found = Enumerable.Range(0, 2).Select(_ =>
        {
            clock.Now += TimeSpan.FromSeconds(1);
            return sockets.Find(Look);
        }).ToList();

        Assert.Null(found[0]);
        Assert.NotNull(found[1]);

        IReadOnlyList<int> Look()
        {
            clock.Now += TimeSpan.FromSeconds(2);
            return [Environment.ProcessId];
        }
    }

    private sealed class SlowClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
