using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;
using Tincan.Wires;
using Tincan.Wires.Links;

namespace Tincan.Tests.Faults.Kinds;

public sealed class RefuseTests
{
    [Fact]
    public void Connections_are_refused_by_number()
    {
        using var injector = new FaultInjector(new FaultPlan(new RefuseFault { Connections = new NumberRange(2, 3) }));
        Assert.Equal([false, true, true, false], Refused(injector, 4));
    }

    [Fact]
    public void Count_is_of_connections_also_where_others_are_wrapped()
    {
        using var injector = new FaultInjector(new FaultPlan(new RefuseFault { Count = 2, Connections = NumberRange.From(2) }));
        Assert.Equal([false, true, true, false, false], Refused(injector, 5));
    }

    [Fact]
    public void By_chance_and_by_the_seed()
    {
        var plan = new FaultPlan([new RefuseFault { Probability = 0.5 }], 7);
        using var one = new FaultInjector(plan);
        using var other = new FaultInjector(plan);
        var refused = Refused(one, 200).ToArray();
        Assert.InRange(refused.Count(static isRefused => isRefused), 70, 130);
        Assert.Equal(refused, Refused(other, 200));
    }

    [Fact]
    public void Until_it_is_healed()
    {
        var clock = new FakeClock();
        using var injector = new FaultInjector(new FaultPlan(new RefuseFault { Heal = TimeSpan.FromSeconds(1) }), clock);
        Assert.Equal([true], Refused(injector, 1));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([false], Refused(injector, 1));
        Assert.Empty(injector.Faults);
    }

    private static IEnumerable<bool> Refused(FaultInjector injector, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var links = new ConnectionPipeline(injector.Link()).Begin(ObservedSide.Server)!;
            var isRefused = links.Refuses();
            if (!isRefused)
            {
                links.Wrap(new ScriptedWire(() => ""));
            }

            yield return isRefused;
        }
    }
}
