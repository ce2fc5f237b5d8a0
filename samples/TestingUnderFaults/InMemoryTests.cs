using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Faults.Plans;
using Tincan.Recording;
using Tincan.Wires;

namespace TestingUnderFaults;

/// <summary>
/// The quickest way: two ends in memory, a fault plan around one of them, and the program under test speaks over a stream. No port, no
/// process, and with the same seed the same faults.
/// </summary>
public sealed class InMemoryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("split:every=1")]
    [InlineData("split:at=2,gap=20ms")]
    [InlineData("delay:by=20ms,jitter=10ms")]
    [InlineData("throttle:rate=200")]
    [InlineData("coalesce:group=2,hold=20ms")]
    public async Task However_the_answer_is_cut_or_late_it_is_the_same(string fault)
    {
        using var faults = new FaultInjector(FaultPlan.Parse([fault]));
        await using var thermometer = Thermometer.Start(faults);
        var client = new ThermometerClient(thermometer.Connection, Patience);

        Assert.Equal(21.5, await client.ReadAsync());
        Assert.Equal(21.5, await client.ReadAsync());
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_is_an_error_and_no_other_temperature()
    {
        using var faults = new FaultInjector(FaultPlan.Parse(["half-close:bytes=2"]));
        await using var thermometer = Thermometer.Start(faults);
        var client = new ThermometerClient(thermometer.Connection, Patience);

        var error = await Assert.ThrowsAsync<IOException>(client.ReadAsync);

        Assert.Equal("the thermometer hung up after '21'", error.Message);
    }

    [Fact]
    public async Task A_reset_is_an_error_at_once()
    {
        using var faults = new FaultInjector(FaultPlan.Parse(["reset-after:bytes=7"]));
        await using var thermometer = Thermometer.Start(faults);
        var client = new ThermometerClient(thermometer.Connection, Patience);

        Assert.Equal(21.5, await client.ReadAsync());
        var error = await Assert.ThrowsAsync<WireException>(client.ReadAsync);
        Assert.Equal(CloseReason.PeerReset, error.Reason);
    }

    [Fact]
    public async Task A_thermometer_that_is_mute_is_given_up()
    {
        var told = new List<FaultEvent>();
        using var faults = new FaultInjector(FaultPlan.Parse(["mute"]), onEvent: told.Add);
        await using var thermometer = Thermometer.Start(faults);
        var client = new ThermometerClient(thermometer.Connection, TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<TimeoutException>(client.ReadAsync);

        // What was done to whom can be asserted as well.
        Assert.Equal(("mute", Direction.ToClient, "5 bytes swallowed"), (told[0].Fault, told[0].Direction, told[0].Text));
    }
}
