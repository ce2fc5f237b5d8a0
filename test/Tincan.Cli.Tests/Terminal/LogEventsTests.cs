using System.Reflection;
using Microsoft.Extensions.Logging;
using Tincan.Cli.Terminal;
using Tincan.Postgres;
using Tincan.Tests.Support;

namespace Tincan.Cli.Tests.Terminal;

/// <summary>What an operator's filters and alerts are built on.</summary>
public sealed class LogEventsTests
{
    private static readonly Assembly[] Assemblies =
    [
        typeof(Escape).Assembly, typeof(Hosting.Host).Assembly, typeof(Tincan.Protocols.Echo.EchoServer).Assembly, typeof(PostgresBook).Assembly, typeof(Tincan.Pages.Serving.PageServer).Assembly, typeof(StderrLog).Assembly,
    ];

    [Fact]
    public void The_published_table_has_every_event_with_its_id_level_name_and_words()
    {
        var events = Events().OrderBy(static said => said.EventId)
            .Select(static said => $"| {said.EventId} | {Word(said.Level)} | `{said.EventName}` | {said.Message} |");
        var table = File.ReadAllLines(Docs.Path("operating.md"))
            .SkipWhile(static line => line != "## Log events")
            .SkipWhile(static line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(static line => line.StartsWith('|'));

        Assert.Equal(string.Join('\n', events), string.Join('\n', table));
    }

    [Fact]
    public void No_two_events_have_an_id_or_a_name_in_common()
    {
        var events = Events().ToArray();

        Assert.True(events.Length > 20, $"only {events.Length} events were found");
        Assert.Equal(events.Length, events.Select(static said => said.EventId).Distinct().Count());
        Assert.Equal(events.Length, events.Select(static said => said.EventName).Distinct(StringComparer.Ordinal).Count());
        Assert.All(events, static said => Assert.Matches("^tincan(\\.[a-z_]+)+$", said.EventName ?? ""));
    }

    [Fact]
    public void No_field_hides_what_every_line_has()
    {
        string[] kept = ["time", "level", "id", "event", "message", "exception"];

        Assert.All(Events(), said => Assert.DoesNotContain(kept, name => said.Message.Contains($"{{{name}", StringComparison.Ordinal)));
    }

    private static IEnumerable<LoggerMessageAttribute> Events() =>
        from assembly in Assemblies
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        let said = method.GetCustomAttribute<LoggerMessageAttribute>()
        where said is not null
        select said;

    private static string Word(LogLevel level) => new LogEvent(default, level, default, "", null, null).LevelWord;
}
