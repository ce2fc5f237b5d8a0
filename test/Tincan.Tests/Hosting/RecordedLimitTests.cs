using Tincan.Hosting;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Hosting;

public sealed class RecordedLimitTests : IEventSink
{
    private readonly List<string> _events = [];

    void IEventSink.Take(WireEvent happened)
    {
        lock (_events)
        {
            _events.Add($"{happened.Kind} {happened.Direction} {happened.Reason} {happened.Text} {happened.Service}".Trim());
        }
    }

    [Fact]
    public async Task A_limit_that_ends_a_connection_is_recorded_before_what_it_does()
    {
        var bench = new ConversationBench(
            static conversation => conversation.Wire.SendAsync(new byte[100_000]).AsTask(),
            HostBench.Unlimited with { WriteTimeout = TimeSpan.FromSeconds(60), Pipeline = new(new Recorder(null, this).Link()) });
        await bench.IsSendingAsync(0);
        bench.StandStillFor(TimeSpan.FromSeconds(60));
        await bench.Run.InTime();
        Assert.Equal(
            [
                "Accept ToServer  client to server", "Send ToClient", "Timeout ToClient  the client did not read for 60 s", "Rst ToClient",
                "Close ToServer Idle connection aborted",
            ],
            _events);
    }

    [Fact]
    public async Task A_connection_that_is_not_let_in_is_recorded()
    {
        await using (var bench = new HostBench(
            static _ => Task.CompletedTask,
            HostBench.Unlimited with { MaxNewPerAddress = 1, Pipeline = new(new Recorder(null, this).Link(service: "hello")) }))
        {
            bench.Connect("192.0.2.1");
            Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Connect("192.0.2.1").ReceiveAsync(new byte[1])));
        }

        lock (_events)
        {
            Assert.Equal(2, _events.Count(static happened => happened == "Accept ToServer  192.0.2.1:40000 to server hello"));
            Assert.Contains("Close ToServer Full rate limit exceeded: more than 1 new connections from its address at once, or per second after that", _events);
        }
    }
}
