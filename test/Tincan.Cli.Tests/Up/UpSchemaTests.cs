using Tincan.Cli.Up;
using Tincan.Parsing;
using Tincan.Tests.Support;

namespace Tincan.Cli.Tests.Up;

/// <summary>The published schema allows what can be read, and not what cannot.</summary>
[Trait("Needs", "Linux")]
public sealed class UpSchemaTests
{
    private static readonly SchemaJudge Judge = new(Docs.Path("tincan.schema.json"));

    private static string Sample => Docs.Path("../samples/up/tincan.json");

    [Fact]
    public void The_published_schema_is_the_catalogues() => Golden.CheckFile(Docs.Path("tincan.schema.json"), UpSchema.Write());

    [Fact]
    public async Task The_sample_and_what_is_like_it_is_valid_and_can_be_read()
    {
        var example = File.ReadAllLines(Docs.Path("up.md")).SkipWhile(static line => line != "```json").Skip(1).TakeWhile(static line => line != "```");
        string[] right =
        [
            SchemaJudge.OnOneLine(string.Join('\n', example)),
            SchemaJudge.OnOneLine(await File.ReadAllTextAsync(Sample)),
            """{"services":{"e":{"serve":"echo"}}}""",
            """{"services":{"e":{"serve":"echo","limits":{"idle-timeout":"none","linger-timeout":0.5}}},"page":{},"log":"none"}""",
            """{"services":{"r":{"serve":"resolver","upstreams":["h:1","[::1]:2"],"deadline":"200ms","upstream-dialect":"raw","edition":"2020"}}}""",
            """{"services":{"r":{"serve":"reverse","out":"o","greeting":"","by":"byte","swap-case":true,"quiet":"1s","max-line":1,"listen":"0"}}}""",
        ];
        Assert.Equal(Enumerable.Repeat("valid", right.Length), await Judge.VerdictsAsync(right));
        Assert.All(right, static json => UpReaderTests.Read(json));
    }

    [Fact]
    public async Task What_the_schema_refuses_cannot_be_read()
    {
        string[] wrong =
        [
            """[]""",
            """{}""",
            """{"services":{}}""",
            """{"services":{"1":{"serve":"echo"}}}""",
            """{"services":{"e":{}}}""",
            """{"services":{"e":{"serve":"eco"}}}""",
            """{"services":{"e":{"serve":"echo","table":"x"}}}""",
            """{"services":{"e":{"serve":"echo","listen":80}}}""",
            """{"services":{"e":{"serve":"echo","limits":{"idle-timeout":0}}}}""",
            """{"services":{"e":{"serve":"echo","limits":{"max-connections":0}}}}""",
            """{"services":{"e":{"serve":"echo","limits":{"most":1}}}}""",
            """{"services":{"n":{"serve":"names"}}}""",
            """{"services":{"n":{"serve":"names","table":""}}}""",
            """{"services":{"n":{"serve":"names","table":"x","edition":"2021"}}}""",
            """{"services":{"r":{"serve":"resolver","upstreams":[]}}}""",
            """{"services":{"b":{"serve":"book","book":"x","one-shot":"yes"}}}""",
            """{"services":{"e":{"serve":"echo"}},"page":8080}""",
            """{"services":{"e":{"serve":"echo"}},"page":{"port":-1}}""",
            """{"services":{"e":{"serve":"echo"}},"log":"all"}""",
            """{"services":{"e":{"serve":"echo"}},"sevices":{}}""",
        ];
        Assert.Equal(Enumerable.Repeat("invalid", wrong.Length), await Judge.VerdictsAsync(wrong));
        Assert.All(wrong, static json => Assert.Throws<SyntaxException>(() => UpReaderTests.Read(json)));
    }

    /// <summary>Values that can be read, all of which the schema allows, and values that cannot.</summary>
    public static TheoryData<string, string, string> Values => new()
    {
        {
            """{"services":{"e":{"serve":"echo"}},"page":{"port":#}}""",
            "0 1 80 65535 1000.0 8e1 6.5535e4",
            "65536 -1 0.5 80.5 1e30 1e-1 \"80\" \"\" true null [80] {}"
        },
        {
            """{"services":{"e":{"serve":"reverse","max-line":#,"limits":{"max-connections":#}}}}""",
            "1 5000 1000.0 1e3 1000000",
            "0 0.0 -1 \"5000\" \"0600\" 1.5 1e30 123456789012345678901234567890"
        },
        {
            """{"services":{"e":{"serve":"echo","limits":{"idle-timeout":#,"max-connection-age":#}}}}""",
            "\"none\"",
            "\"None\" \"no\" \"none\\u0020\" \"\""
        },
        {
            """{"services":{"e":{"serve":"reverse","quiet":#,"limits":{"idle-timeout":#,"linger-timeout":#}}}}""",
            "0.001 1 1.5 2073600 2073600.0 0.3000000000000004 \"1ms\" \"1.5ms\" \"0.001\" \".001s\" \"0.01s\" \"5\" \"5.\" \"5s\" \"0005s\" \"2.5m\" \"0.001m\" "
            + "\"0.001h\" \"576h\" \"575.999h\" \"34560m\" \"34560.0m\" \"2073600\" \"2073600s\" \"2073599.999s\" \"2073600000ms\" \"00576h\"",
            "0 0.0 0.0009 1e-4 -1 1e30 2073600.1 2073601 \"0\" \"0ms\" \"0s\" \"0m\" \"0h\" \"00.000h\" \"0.5ms\" \"0.999ms\" \".0005\" \"9999999h\" "
            + "\"576.001h\" \"577h\" \"34561m\" \"40000m\" \"2073601\" \"2073600.5s\" \"9000000s\" \"2073600001ms\" \"10000000000ms\" \"-5s\" \"+5s\" \"1e1\" \"5S\" \"5sec\" "
            + "\"\\u00205s\" \"5s\\u0020\" \".\" \"s\" \".ms\" \"m\" \"1,5s\" \"\" true null []"
        },
        {
            """{"services":{"e":{"serve":"echo","listen":#}}}""",
            "\"0\" \"80\" \":80\" \":00080\" \":65535\" \"*:0\" \"h.example:65535\" \"[::1]:5\" \"[x]:5\" \"unix:x\" \"unix:@x\" \"unix:/a:b\" \"unix:5\"",
            "\":65536\" \":99999\" \"100000\" \":\" \"h\" \"h:\" \"::1:5\" \"[::1]\" \"[]:5\" \"a]:5\" \"[a:5\" \":-1\" \":+1\" \":\\u00205\" \"unix:\" \"unix:@\" \"\" 80"
        },
        {
            """{"services":{"p":{"serve":"proxy","listen":":1","target":#}}}""",
            "\":80\" \"h:65535\" \"h:00080\" \"[::2]:5\" \"unix:x\" \"unix:@x\"",
            "\":0\" \"h:000\" \"h:65536\" \"h:99999\" \"a\\u0020b\" \"1\" \"h:\" \"unix:\" \"unix:@\" \"\" 80 null"
        },
        {
            """{"services":{"n":{"serve":"names","table":#}}}""",
            "\"x\" \"/x\" \"..\" \"\\u0001\" \"\u00e9\" \"a\\nb\"",
            "\"\" \"\\u0000\" \"a\\u0000b\" 1 null [\"x\"]"
        },
        {
            """{"services":{"u":{"serve":"echo","listen":"unix:x","socket-mode":#}}}""",
            "\"0600\" \"777\" \"000\"",
            "\"1600\" \"0888\" \"60\" \"00600\" \"0o60\" 600 384"
        },
        {
            """{"$schema":#,"services":{"e":{"serve":"echo"}}}""",
            "\"x\" \"\"",
            "0 null {} []"
        },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task The_schema_allows_all_that_can_be_read(string plan, string right, string wrong)
    {
        string[] good = [.. right.Split(' ').Select(Put)];
        string[] bad = [.. wrong.Split(' ').Select(Put)];

        var verdicts = await Judge.VerdictsAsync(good);

        Assert.Equal(
            good.Select(static json => ("valid", "read", json)),
            verdicts.Zip(good, static (verdict, json) => (verdict, CanBeRead(json) ? "read" : "refused", json)));
        Assert.All(bad, static json => Assert.False(CanBeRead(json), json));

        string Put(string value) => plan.Replace("#", value, StringComparison.Ordinal);
    }

    private static bool CanBeRead(string json)
    {
        try
        {
            UpReaderTests.Read(json);
            return true;
        }
        catch (SyntaxException)
        {
            return false;
        }
    }

    [Fact]
    public void The_sample_says_every_kind_of_service() => Assert.Equal(
        ServiceKinds.All.Select(static kind => kind.Name).Order(StringComparer.Ordinal),
        UpReader.Read(Encoding.UTF8.GetBytes(File.ReadAllText(Sample)), Sample).Services.Select(static service => service.Kind.Name).Distinct().Order(StringComparer.Ordinal));
}
