using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using Tincan.Cli.Telemetry;

namespace Tincan.Cli.Tests.Telemetry;

public sealed class PasswordRedactionTests
{
    [Fact]
    public void No_password_is_exported_in_a_message_its_parts_or_its_exception()
    {
        var exported = Export(static log =>
        {
#pragma warning disable CA1848, CA2254 // One line of a test needs no generated method.
            log.LogError(new IOException("no way to http://u:hush@h/d"), "cannot reach {Address} of {Name}", "http://u:hush@h/d", "book");
#pragma warning restore CA1848, CA2254
        });

        Assert.Equal("cannot reach http://u:***@h/d of book", exported.Message);
        var attributes = exported.Attributes;
        Assert.Equal(("http://u:***@h/d", "book"), (attributes["Address"], attributes["Name"]));
        Assert.Equal((null, "System.IO.IOException", "no way to http://u:***@h/d"), (exported.Exception, attributes["exception.type"], attributes["exception.message"]));
        Assert.DoesNotContain("hush", string.Concat(attributes.Values), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_without_a_password_is_exported_as_it_is()
    {
        var error = new IOException("a broken pipe");

#pragma warning disable CA1848, CA2254 // One line of a test needs no generated method.
        Assert.Same(error, Export(log => log.LogError(error, "cannot write")).Exception);
#pragma warning restore CA1848, CA2254
    }

    private static Exported Export(Action<ILogger> write)
    {
        var kept = new Kept();
        using var logs = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.AddProcessor(new PasswordRedaction()).AddProcessor(kept);
        }));
        write(logs.CreateLogger("test"));
        return Assert.Single(kept.Records);
    }

    private sealed record Exported(string? Message, Dictionary<string, string> Attributes, Exception? Exception);

    /// <summary>Copies records, because the SDK uses one again once it is exported.</summary>
    private sealed class Kept : BaseProcessor<LogRecord>
    {
        public List<Exported> Records { get; } = [];

        public override void OnEnd(LogRecord data) =>
            Records.Add(new(data.FormattedMessage, data.Attributes!.ToDictionary(static one => one.Key, static one => $"{one.Value}"), data.Exception));
    }
}
