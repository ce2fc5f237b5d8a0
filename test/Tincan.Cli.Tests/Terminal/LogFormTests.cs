using Microsoft.Extensions.Logging;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Tests.Terminal;

public sealed class LogFormTests
{
    private const string Wild = "a\u001b[31m\r\n12:00:00.000 error forged\u0085\u2028\u202e\u0007é";

    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.FromHours(2));

    [Theory]
    [InlineData("auto", true, typeof(HumanLogForm))]
    [InlineData("auto", false, typeof(JsonLogForm))]
    [InlineData("human", false, typeof(HumanLogForm))]
    [InlineData("json", true, typeof(JsonLogForm))]
    public void Auto_is_for_people_on_a_terminal_and_JSON_otherwise(string word, bool isTerminal, Type form) =>
        Assert.IsType(form, LogForm.Of(Enum.Parse<LogFormat>(word, ignoreCase: true), isTerminal));

    [Fact]
    public void JSON_has_the_time_in_UTC_the_event_and_every_field_under_its_own_name()
    {
        var said = Send(new LogEvent(Noon, LogLevel.Warning, new EventId(9, "tincan.server.cut_off"), "2 of <b>'x'</b>", Fields, null));

        Assert.Equal(
            """{"time":"2026-01-01T10:00:00.000000Z","level":"warn","id":9,"event":"tincan.server.cut_off","message":"2 of <b>'x'</b>","cut":2,"bytes":5000000000,"seconds":0.5,"client":"::1","nothing":null}""",
            said);
    }

    [Fact]
    public void The_service_is_a_field_in_JSON_and_a_prefix_for_people_where_there_are_many()
    {
        Assert.EndsWith("""
            "tincan.service":"mirror","cut":2,"bytes":5000000000,"seconds":0.5,"client":"::1","nothing":null}
            """, Send(Of(new ServiceState("mirror", isOneOfMany: false, Fields))), StringComparison.Ordinal);
        var human = new HumanLogForm(TimeZoneInfo.Utc);
        Assert.Equal("10:00:00.000 info  mirror: hello", human.Write(Of(new ServiceState("mirror", isOneOfMany: true, Fields))));
        Assert.Equal("10:00:00.000 info  hello", human.Write(Of(new ServiceState("mirror", isOneOfMany: false, Fields))));
    }

    [Fact]
    public void Whatever_a_field_holds_JSON_stays_one_tame_line_and_gives_it_back_unchanged()
    {
        KeyValuePair<string, object?>[] fields = [new("detail", Wild)];
        var line = Send(new LogEvent(Noon, LogLevel.Error, new EventId(7, "x"), Wild, fields, new FormatException(Wild)));

        AssertTame(line);
        using var json = JsonDocument.Parse(line);
        Assert.Equal(Wild, json.RootElement.GetProperty("message").GetString());
        Assert.Equal(Wild, json.RootElement.GetProperty("detail").GetString());
        Assert.Contains(Wild, json.RootElement.GetProperty("exception").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_message_can_forge_a_log_line()
    {
        var text = new HumanLogForm(TimeZoneInfo.Utc).Write(new LogEvent(Noon, LogLevel.Error, default, Wild, null, new FormatException(Wild)));

        var lines = text.Split('\n');
        Assert.All(lines, AssertTame);
        Assert.StartsWith("10:00:00.000 error a\\x1B[31m\\r\\n12:00:00.000 error forged", lines[0], StringComparison.Ordinal);
        Assert.True(lines.Length > 1);
        Assert.All(lines[1..], static line => Assert.StartsWith("    ", line, StringComparison.Ordinal));
    }

    private static KeyValuePair<string, object?>[] Fields =>
    [
        new("cut", 2),
        new("bytes", 5_000_000_000),
        new("seconds", 0.5),
        new("client", System.Net.IPAddress.IPv6Loopback),
        new("nothing", null),
        new("{OriginalFormat}", "{cut}"),
    ];

    private static LogEvent Of(object state) => new(Noon, LogLevel.Information, new EventId(1, "x"), "hello", state, null);

    private static string Send(LogEvent said) => new JsonLogForm().Write(said);

    private static void AssertTame(string line) => Assert.All(line, static letter =>
        Assert.False(char.IsControl(letter) || letter is '\u2028' or '\u202e', $"U+{(int)letter:X4} is in the log"));
}
