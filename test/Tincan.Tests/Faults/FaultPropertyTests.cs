using FsCheck;
using FsCheck.Fluent;
using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults;

public sealed class FaultPropertyTests
{
    private static readonly Arbitrary<(int Plan, int Traffic)> Seeds = Gen.Choose(0, int.MaxValue - 1).Two().ToArbitrary();

    [Fact]
    public void The_same_plan_does_the_same_to_the_same_traffic() => Properties.Check(Seeds, static seeds =>
    {
        var plan = RandomPlans.Any(seeds.Plan);
        using var first = new FaultTraffic(plan, seeds.Traffic);
        using var second = new FaultTraffic(plan, seeds.Traffic);
        Assert.Equal(first.Story, second.Story);
    });

    [Fact]
    public void All_that_is_sent_arrives_in_its_order_and_then_FIN() => Properties.Check(Seeds, static seeds =>
    {
        using var traffic = new FaultTraffic(RandomPlans.Conserving(seeds.Plan), seeds.Traffic);
        Assert.Equal(FaultTraffic.Shown(traffic.Sent) + "FIN", traffic.CameOut);
        Assert.Equal(FaultTraffic.Shown(traffic.Arrived) + "FIN", traffic.CameIn);
    });

    [Theory]
    [MemberData(nameof(BothWays.All), MemberType = typeof(BothWays))]
    public void Where_one_direction_ends_early_the_other_goes_on(FaultDirection way) => Properties.Check(Seeds, seeds =>
    {
        var plan = RandomPlans.Conserving(seeds.Plan);
        var ending = new HalfCloseFault { Direction = way, AfterBytes = seeds.Traffic & 31 };
        using var traffic = new FaultTraffic(plan with { Faults = [.. plan.Faults, ending] }, seeds.Traffic);
        var (whole, whence) = way == FaultDirection.In ? (traffic.CameOut, traffic.Sent) : (traffic.CameIn, traffic.Arrived);
        var (part, of) = way == FaultDirection.In ? (traffic.CameIn, traffic.Arrived) : (traffic.CameOut, traffic.Sent);
        Assert.Equal(FaultTraffic.Shown(whence) + "FIN", whole);
        Assert.Equal(FaultTraffic.Shown(of[..Math.Min(of.Length, seeds.Traffic & 31)]) + "FIN", part);
    });

    [Fact]
    public void Random_plans_have_every_fault_trigger_and_end()
    {
        var all = Enumerable.Range(0, 1000).SelectMany(static seed => RandomPlans.Any(seed).Faults).ToList();
        Assert.Equal(typeof(Fault).Assembly.GetTypes().Count(static type => type.IsSubclassOf(typeof(Fault)) && !type.IsAbstract), all.Select(static fault => fault.GetType()).Distinct().Count());
        foreach (Func<Fault, bool> has in new Func<Fault, bool>[]
        {
            static fault => fault.Connections is not null, static fault => fault.Messages is not null, static fault => fault.Bytes is not null,
            static fault => fault.Seen is not null, static fault => fault.From > default(TimeSpan), static fault => fault.Probability < 1,
            static fault => fault.Count is not null, static fault => fault.For is not null, static fault => fault.Heal is not null,
        })
        {
            Assert.Contains(all, fault => has(fault));
        }

        Assert.Equal(Enum.GetValues<FaultDirection>(), all.Select(static fault => fault.Direction).Distinct().Order());
    }
}
