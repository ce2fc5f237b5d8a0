using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Plans;
using Tincan.Wires;

namespace GettingStarted;

public sealed class FaultyEndTests
{
    // page: faulty wire
    [Fact]
    public async Task An_answer_that_is_cut_off_ends_with_FIN()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (client, server) = MemoryWire.CreatePair();
        using var faults = new FaultInjector(FaultPlan.Parse(["half-close:bytes=3,dir=out"]));
        await using var faulty = faults.Wrap(server, ObservedSide.Server);

        await faulty.SendAsync("hello"u8.ToArray(), cancel);

        var buffer = new byte[16];
        Assert.Equal(3, await client.ReceiveAsync(buffer, cancel));
        Assert.Equal(0, await client.ReceiveAsync(buffer, cancel));
    }

    // end
}
