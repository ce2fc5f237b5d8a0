using Tincan.Faults;
using Tincan.Faults.Plans;
using Tincan.Parsing;
using Tincan.Tests.Support;

namespace Tincan.Tests.Faults.Plans;

public sealed class FaultPlanJsonTests
{
    [Fact]
    public void A_plan_is_read()
    {
        var plan = Read("""
            {
              "$schema": "faults.schema.json",
              "seed": 7,
              "faults": [
                { "fault": "split", "every": 1, "dir": "in" },
                { "by": 0.2, "jitter": "50ms", "fault": "delay", "conn": "2-", "msg": 3, "p": "30%" },
                { "fault": "mute", "seen": "QUIT\r\n" },
                { "fault": "throttle", "rate": "1MB/s" }
              ]
            }
            """);

        Assert.Equal(7, plan.Seed);
        Assert.Equal(
            ["split:every=1,dir=in", "delay:jitter=50ms,conn=2-,msg=3,p=0.3", """mute:seen="QUIT\r\n" """.TrimEnd(), "throttle:rate=1MB/s"],
            plan.Faults.Select(static fault => fault.ToString()));
    }

    [Fact]
    public void A_plan_is_written()
    {
        var plan = FaultPlan.Parse(["split:every=1,msg=2-3", "mute:seen=\"\\\\QUIT\\r\\n\\xFF\",p=0.5,conn=3", "late:by=3s"]) with { Seed = 7 };
        Assert.Equal(
            """
            {
              "seed": 7,
              "faults": [
                {
                  "fault": "split",
                  "every": 1,
                  "msg": "2-3"
                },
                {
                  "fault": "mute",
                  "conn": 3,
                  "seen": "\\\\QUIT\r\n\\xFF",
                  "p": 0.5
                },
                {
                  "fault": "late",
                  "by": "3s"
                }
              ]
            }

            """,
            plan.ToJson());
    }

    [Fact]
    public void What_is_written_is_read_as_the_same_plan() => Properties.Check(RandomFaults.Plans, static plan =>
    {
        var read = Read(plan.ToJson());
        Assert.Equal(plan.Seed, read.Seed);
        Assert.Equal(plan.Faults, read.Faults);
    });

    [Theory]
    [InlineData("", "1:1", "", 0, "the JSON ends too early")]
    [InlineData("[]", "1:1", "[]", 0, "a plan is an object: { \"seed\": 7, \"faults\": [{ \"fault\": \"split\" }] }")]
    [InlineData("{}", "1:1", "{}", 0, "a plan needs its faults: \"faults\": [{ \"fault\": \"split\" }]")]
    [InlineData("{\n  \"seed\": -1 }", "2:11", "\"seed\": -1 }", 8, "seed takes a whole number, 0 or more")]
    [InlineData("{ \"fault\": [] }", "1:4", "{ \"fault\": [] }", 3, "a plan has no 'fault'; did you mean 'faults'?")]
    [InlineData("{ \"xyzzy\": [] }", "1:4", "{ \"xyzzy\": [] }", 3, "a plan has no 'xyzzy'; it has 'seed' and 'faults'")]
    [InlineData("{ \"seed\": 1, \"seed\": 2 }", "1:15", "{ \"seed\": 1, \"seed\": 2 }", 14, "'seed' is given twice")]
    [InlineData("{ \"faults\": 1 }", "1:13", "{ \"faults\": 1 }", 12, "faults takes a list: [{ \"fault\": \"split\" }]")]
    [InlineData("{ \"faults\": [1] }", "1:14", "{ \"faults\": [1] }", 13, "a fault is an object: { \"fault\": \"split\", \"every\": 1 }")]
    [InlineData("{ \"faults\": [{}] }", "1:14", "{ \"faults\": [{}] }", 13, "this fault has no name: \"fault\": \"split\"")]
    [InlineData("{ \"faults\": [\n\t{ \"fault\": \"split\", \"evry\": 1 }\n] }", "2:23", "{ \"fault\": \"split\", \"evry\": 1 }", 21, "split has no 'evry'; did you mean 'every'? It takes every, at, inside, after, gap, dir, conn, msg, name, offset, seen, from, p, count, for, heal")]
    [InlineData("{ \"faults\": [{ \"fault\": \"splt\" }] }", "1:26", "{ \"faults\": [{ \"fault\": \"splt\" }] }", 25, "there is no fault 'splt'; did you mean 'split'?")]
    [InlineData("{ \"faults\": [{ \"fault\": \"split\", \"every\": 0 }] }", "1:43", "{ \"faults\": [{ \"fault\": \"split\", \"every\": 0 }] }", 42, "every takes a whole number, 1 or more, not '0'")]
    [InlineData("{ \"faults\": [{ \"fault\": \"split\", \"every\": true }] }", "1:43", "{ \"faults\": [{ \"fault\": \"split\", \"every\": true }] }", 42, "expected a number or a string here")]
    [InlineData("{ \"faults\": [{ \"fault\": 7 }] }", "1:25", "{ \"faults\": [{ \"fault\": 7 }] }", 24, "fault takes a name, in quotes")]
    [InlineData("{ \"faults\": [{ \"fault\": \"mute\", \"seen\": \"界\", \"p\": 2 }] }", "1:51", "{ \"faults\": [{ \"fault\": \"mute\", \"seen\": \"界\", \"p\": 2 }] }", 51, "p takes a probability above 0, at most 1: 0.3 or 30%, not '2'")]
    [InlineData("{ \"faults\": [{ \"fault\": \"delay\", \"by\": \"5sec\" }] }", "1:42", "{ \"faults\": [{ \"fault\": \"delay\", \"by\": \"5sec\" }] }", 41, "by takes a time: 200ms, 5s, 2m, 1h or 0, not '5sec'")]
    [InlineData("{ \"faults\": [{ \"fault\": \"mute\", \"seen\": \"\\uD800\" }] }", "1:42", "{ \"faults\": [{ \"fault\": \"mute\", \"seen\": \"\\uD800\" }] }", 41, "this text has half a character (a lone surrogate)")]
    [InlineData("{ \"faults\": [\n  { \"fault\": \"split\", }\n] }", "2:23", "{ \"fault\": \"split\", }", 20, "this is not JSON")]
    [InlineData("{ \"faults\": [] } x", "1:18", "{ \"faults\": [] } x", 17, "this is not JSON")]
    [InlineData("{ \"faults\": [\n", "2:1", "", 0, "the JSON ends too early")]
    public void A_mistake_is_explained_and_marked_with_its_position(string json, string place, string line, int caret, string problem)
    {
        var wrong = Assert.Throws<SyntaxException>(() => Read(json));
        Assert.Equal(($"plan.json:{place}", line, caret, problem), (wrong.Position, wrong.Line, wrong.Caret, wrong.Problem));
        Assert.StartsWith($"plan.json:{place}:\n{line}\n", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_reported_with_its_position()
    {
        var wrong = Assert.Throws<SyntaxException>(() => FaultPlan.ReadJson([.. "{\n  "u8, 0xFF, .. " }"u8], "plan.json"));
        Assert.Equal(("plan.json:2:3", "\\xFF }", 0), (wrong.Position, wrong.Line, wrong.Caret));
    }

    [Fact]
    public void A_byte_order_mark_is_no_mistake() => Assert.Empty(Read("\uFEFF{ \"faults\": [] }").Faults);

    private static FaultPlan Read(string json) => FaultPlan.ReadJson(Encoding.UTF8.GetBytes(json), "plan.json");
}
