using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Faults.Plans;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Kinds;

public sealed class FaultKindsTests
{
    public static TheoryData<string> Names => [.. FaultKinds.All.Select(static kind => kind.Name)];

    [Fact]
    public void Each_fault_record_has_its_kind()
    {
        var records = typeof(Fault).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(Fault)) && !type.IsAbstract);
        Assert.Equal(
            records.Select(static record => record.Name).Order(StringComparer.Ordinal),
            FaultKinds.All.Select(static kind => kind.Default.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_kind_knows_its_fault(string name)
    {
        var kind = FaultKinds.Find(name)!;
        Assert.Equal((kind, name), (kind.Default.Kind, kind.Default.Name));
        Assert.Equal(name, kind.Default.ToString());
        Assert.Same(kind, Fault.Parse(kind.Example.Fault).Kind);
        Assert.EndsWith(".", kind.Does, StringComparison.Ordinal);
        Assert.Equal(kind.Settings.Count(), kind.Settings.Select(static setting => setting.Key).Distinct().Count());
        Assert.All(kind.Alternatives, key => Assert.Contains(key, kind.Own.Select(static setting => setting.Key)));
        Assert.All(kind.Meaningless.Keys, key => Assert.Contains(key, SharedSettings.All.Select(static setting => setting.Key)));
    }

    [Fact]
    public void The_documentation_names_each()
    {
        var table = File.ReadAllLines(Docs.Path("faults.md")).SkipWhile(static line => line != "| fault | exposes |").Skip(2).TakeWhile(static line => line.Length > 0);
        Assert.Equal(FaultKinds.All.Select(static kind => $"| `{kind.Name}` | {kind.Exposes} |"), table);
    }

    [Fact]
    public void The_catalogue_is_JSON()
    {
        using var json = JsonDocument.Parse(FaultKinds.ToJson());
        var split = json.RootElement.EnumerateArray().Single(static kind => kind.GetProperty("fault").GetString() == "split");
        var gap = split.GetProperty("settings").EnumerateArray().Last();
        Assert.Equal(("gap", "1ms"), (gap.GetProperty("setting").GetString(), gap.GetProperty("default").GetString()));
    }

    [Theory]
    [InlineData(false, "split:every=1")]
    [InlineData(false, "delay:dist=normal")]
    [InlineData(false, "corrupt:at=1,with=x")]
    [InlineData(true, "delay:jitter=1ms")]
    [InlineData(true, "corrupt:at=1")]
    [InlineData(true, "corrupt")]
    [InlineData(true, "swizzle")]
    [InlineData(true, "refuse:p=0.5")]
    [InlineData(true, "split", "mute:p=0.5")]
    public void A_plan_knows_whether_its_seed_decides_anything(bool draws, params string[] faults) =>
        Assert.Equal(draws, FaultPlan.Parse(faults).DrawsByChance);
}
