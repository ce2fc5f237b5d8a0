namespace Tincan.Reliability.Tests;

/// <summary>Every experiment in its short form, one after the other. The figures are for nobody; what has to hold has to hold here, too.</summary>
public sealed class ShortFormTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names { get; } = [.. ExperimentList.All.Select(static one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Holds(string name)
    {
        const int Seed = 1;
        var findings = new Findings();
        try
        {
            await ExperimentList.All.Single(one => one.Name == name).RunAsync(new Terms(IsShort: true, Seed, TextWriter.Null), findings, default);
        }
        catch (NotSupportedException missing)
        {
            Assert.Skip(missing.Message);
        }

        foreach (var (figure, value) in findings.Figures)
        {
            output.WriteLine($"{figure}: {value}");
        }

        Assert.True(findings.Wrong.Count == 0, $"seed {Seed}: {string.Join("\n", findings.Wrong)}");
        Assert.NotEmpty(findings.Figures);
    }
}
