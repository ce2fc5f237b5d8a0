using System.CommandLine;
using Tincan.Cli.Settings;
using Tincan.Cli.SharedOptions;
using Tincan.Cli.Tests.Up;
using Tincan.Hosting;
using Tincan.Parsing;
using Tincan.Tests.Support;

namespace Tincan.Cli.Tests.Settings;

public sealed class LimitsTests
{
    public static TheoryData<string, string, Func<HostOptions, object?>, object> Said => new()
    {
        { "max-connections", "7", static options => options.MaxConnections, 7 },
        { "max-per-address", "7", static options => options.MaxConnectionsPerAddress, 7 },
        { "max-new-per-address", "7", static options => options.MaxNewPerAddress, 7 },
        { "first-byte-timeout", "7", static options => options.FirstByteTimeout, TimeSpan.FromSeconds(7) },
        { "message-timeout", "\"7ms\"", static options => options.MessageTimeout, TimeSpan.FromMilliseconds(7) },
        { "idle-timeout", "\"none\"", static options => options.IdleTimeout, Timeout.InfiniteTimeSpan },
        { "write-timeout", "\"7m\"", static options => options.WriteTimeout, TimeSpan.FromMinutes(7) },
        { "max-connection-age", "\"7h\"", static options => options.MaxConnectionAge, TimeSpan.FromHours(7) },
        { "linger-timeout", "0.7", static options => options.LingerTimeout, TimeSpan.FromSeconds(0.7) },
        { "drain-timeout", "\"7s\"", static options => options.DrainTimeout, TimeSpan.FromSeconds(7) },
    };

    [Theory]
    [MemberData(nameof(Said))]
    public void Each_limit_is_put_where_it_belongs_and_nowhere_else(string key, string value, Func<HostOptions, object?> get, object expected)
    {
        var plan = UpReaderTests.Read($$"""
            { "limits": { "{{key}}": {{value}} }, "services": { "of-all": { "serve": "echo" }, "own": { "serve": "echo", "listen": ":1", "limits": { "{{key}}": {{value}} } } } }
            """);

        Assert.All(plan.Services, service => Assert.Equal(expected, get(plan.OptionsOf(service))));
        var others = Limits.All.Where(limit => limit.Key != key);
        Assert.All(others, limit => Assert.Equal(limit.Of(new HostOptions()), limit.Of(plan.OptionsOf(plan.Services[0]))));
    }

    [Theory]
    [MemberData(nameof(Said))]
    public void Each_limit_is_an_option_by_the_name_of_its_key(string key, string value, Func<HostOptions, object?> get, object expected)
    {
        var command = new Command("serve");
        var settings = new SettingOptions<Limits>(command, Limits.Settings, new Limits());
        var parsed = command.Parse([$"--{key}", value.Trim('"')]);
        Assert.Empty(parsed.Errors);
        var options = settings.Read(parsed, new Limits()).Over(new HostOptions());
        Assert.Equal(expected, get(options));
        Assert.All(Limits.All.Where(limit => limit.Key != key), limit => Assert.Equal(limit.Of(new HostOptions()), limit.Of(options)));
    }

    [Fact]
    public void Every_limit_stands_in_the_table_of_the_docs()
    {
        var table = File.ReadAllLines(Docs.Path("operating.md")).SkipWhile(static line => line != "## Limits").Skip(1)
            .TakeWhile(static line => !line.StartsWith("## ", StringComparison.Ordinal)).Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).ToList();
        Assert.All(Limits.All, limit => Assert.Single(table, row => row.Split('|')[2].Contains($"`--{limit.Key}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_limit_there_is_was_tried() => Assert.Equal(Limits.All.Select(static limit => limit.Key), Said.Select(static row => row.Data.Item1));

    [Theory]
    [InlineData("max-per-address", "0")]
    [InlineData("max-new-per-address", "1000001")]
    [InlineData("first-byte-timeout", "0")]
    [InlineData("max-connection-age", "true")]
    [InlineData("linger-timeout", "\"none\"")]
    public void What_is_no_limit_is_refused(string key, string value) => Assert.StartsWith(
        $"{key} takes ",
        Assert.Throws<SyntaxException>(() => UpReaderTests.Read($$"""{ "services": { "e": { "serve": "echo", "limits": { "{{key}}": {{value}} } } } }""")).Problem,
        StringComparison.Ordinal);
}
