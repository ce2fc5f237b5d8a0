using FsCheck.Fluent;
using Tincan.Faults;
using Tincan.Faults.Plans;
using Tincan.Parsing;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Plans;

/// <summary>The published schema allows what is written, and not what cannot be read.</summary>
[Trait("Needs", "Linux")]
public sealed class FaultPlanSchemaTests
{
    private static readonly SchemaJudge Judge = new(Docs.Path("faults.schema.json"));

    [Fact]
    public void The_published_schema_is_the_catalogues() => Golden.CheckFile(Docs.Path("faults.schema.json"), FaultPlan.JsonSchema());

    [Fact]
    public async Task Every_plan_that_is_written_is_valid()
    {
        var plans = RandomFaults.Plans.Generator.Sample(200).Select(static plan => SchemaJudge.OnOneLine(plan.ToJson())).ToArray();
        Assert.Equal(Enumerable.Repeat("valid", plans.Length), await Judge.VerdictsAsync(plans));
    }

    [Fact]
    public async Task The_example_in_the_documentation_is_valid_and_can_be_read()
    {
        var example = string.Join('\n', File.ReadAllLines(Docs.Path("faults.md"))
            .SkipWhile(static line => line != "```json").Skip(1).TakeWhile(static line => line != "```"));
        Assert.Equal(["valid"], await Judge.VerdictsAsync(SchemaJudge.OnOneLine(example)));
        Assert.Equal(4, FaultPlan.ReadJson(Encoding.UTF8.GetBytes(example), "faults.md").Faults.Count);
    }

    [Fact]
    public async Task What_the_schema_refuses_cannot_be_read()
    {
        string[] wrong =
        [
            """[]""",
            """{}""",
            """{"faults":[],"sead":1}""",
            """{"faults":[],"seed":-1}""",
            """{"faults":[{"every":1}]}""",
            """{"faults":[{"fault":"splt"}]}""",
            """{"faults":[{"fault":"split","evry":1}]}""",
            """{"faults":[{"fault":"split","every":0}]}""",
            """{"faults":[{"fault":"split","every":9999999999}]}""",
            """{"faults":[{"fault":"split","every":true}]}""",
            """{"faults":[{"fault":"split","inside":"crfl"}]}""",
            """{"faults":[{"fault":"delay","by":-1}]}""",
            """{"faults":[{"fault":"stall","hold":0}]}""",
            """{"faults":[{"fault":"throttle","rate":0}]}""",
            """{"faults":[{"fault":"mute","p":0}]}""",
            """{"faults":[{"fault":"mute","p":1.5}]}""",
            """{"faults":[{"fault":"mute","conn":0}]}""",
            """{"faults":[{"fault":"refuse","dir":"in"}]}""",
        ];
        Assert.Equal(Enumerable.Repeat("invalid", wrong.Length), await Judge.VerdictsAsync(wrong));
        Assert.All(wrong, static json => Assert.Throws<SyntaxException>(() => FaultPlan.ReadJson(Encoding.UTF8.GetBytes(json), "plan.json")));
    }
}
