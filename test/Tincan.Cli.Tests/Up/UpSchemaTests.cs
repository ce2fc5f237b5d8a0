using System.Text;
using Tincan.Cli.Up;
using Tincan.Tests.Support;

namespace Tincan.Cli.Tests.Up;

/// <summary>The published schema allows what can be read, and not what cannot.</summary>
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
            """{"services":{"e":{"serve":"echo","limits":{"idle":"none","linger":0.5}}},"page":{},"log":"none"}""",
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
            """{"services":{"e":{"serve":"echo","listen":"x"}}}""",
            """{"services":{"e":{"serve":"echo","listen":80}}}""",
            """{"services":{"e":{"serve":"echo","limits":{"idle":"5 sec"}}}}""",
            """{"services":{"e":{"serve":"echo","limits":{"idle":0}}}}""",
            """{"services":{"e":{"serve":"echo","limits":{"stop-limit":"none"}}}}""",
            """{"services":{"e":{"serve":"echo","limits":{"max-connections":0}}}}""",
            """{"services":{"e":{"serve":"echo","limits":{"most":1}}}}""",
            """{"services":{"n":{"serve":"names"}}}""",
            """{"services":{"n":{"serve":"names","table":""}}}""",
            """{"services":{"n":{"serve":"names","table":"x","edition":"2021"}}}""",
            """{"services":{"r":{"serve":"resolver","upstreams":[]}}}""",
            """{"services":{"r":{"serve":"resolver","upstreams":["a b"]}}}""",
            """{"services":{"b":{"serve":"book","book":"x","one-shot":"yes"}}}""",
            """{"services":{"e":{"serve":"echo"}},"page":8080}""",
            """{"services":{"e":{"serve":"echo"}},"page":{"port":-1}}""",
            """{"services":{"e":{"serve":"echo"}},"log":"all"}""",
            """{"services":{"e":{"serve":"echo"}},"sevices":{}}""",
        ];
        Assert.Equal(Enumerable.Repeat("invalid", wrong.Length), await Judge.VerdictsAsync(wrong));
        Assert.All(wrong, static json => Assert.Throws<SyntaxException>(() => UpReaderTests.Read(json)));
    }

    [Fact]
    public void The_sample_says_every_kind_of_service() => Assert.Equal(
        ServiceKinds.All.Select(static kind => kind.Name).Order(StringComparer.Ordinal),
        UpReader.Read(Encoding.UTF8.GetBytes(File.ReadAllText(Sample)), Sample).Services.Select(static service => service.Kind.Name).Distinct().Order(StringComparer.Ordinal));
}
