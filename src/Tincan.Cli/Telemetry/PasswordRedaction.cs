using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Tincan.Cli.Telemetry;

/// <summary>Hides the passwords in a log record before it is exported, as the log on standard error does.</summary>
internal sealed class PasswordRedaction : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        data.FormattedMessage = Hidden(data.FormattedMessage);
        data.Body = Hidden(data.Body);
        if (data.Attributes is { } attributes)
        {
            data.Attributes = [.. attributes.Select(static one => one.Value is string text ? new(one.Key, Passwords.Hidden(text)) : one)];
        }

        if (data.Exception is { } error && error.ToString() is var whole && Hidden(whole) is { } hidden && hidden != whole)
        {
            // An exporter would read the unredacted texts from the exception itself.
            data.Exception = null;
            data.Attributes =
            [
                .. data.Attributes ?? [],
                new("exception.type", error.GetType().FullName),
                new("exception.message", Passwords.Hidden(error.Message)),
                new("exception.stacktrace", hidden),
            ];
        }
    }

    private static string? Hidden(string? text) => text is null ? null : Passwords.Hidden(text);
}
