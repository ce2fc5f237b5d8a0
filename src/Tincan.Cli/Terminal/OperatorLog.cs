using Microsoft.Extensions.Logging;

namespace Tincan.Cli.Terminal;

/// <summary>Log events about a group of services, the log itself and telemetry. Event ids are stable.</summary>
internal static partial class OperatorLog
{
    [LoggerMessage(300, LogLevel.Information, "stopped; {cut} connections were reset (RST)", EventName = "tincan.service.stopped")]
    public static partial void Stopped(ILogger log, int cut);

    [LoggerMessage(310, LogLevel.Warning, "{count} log lines dropped: standard error was not read fast enough", EventName = "tincan.log.dropped")]
    public static partial void Dropped(ILogger log, int count);

    [LoggerMessage(320, LogLevel.Warning, "telemetry export failed: {problem}; reported once", EventName = "tincan.export.failed")]
    public static partial void NotExported(ILogger log, string problem);

    [LoggerMessage(321, LogLevel.Warning, "{variable}: {problem}", EventName = "tincan.export.ignored")]
    public static partial void Ignored(ILogger log, string variable, string problem);

    [LoggerMessage(330, LogLevel.Error, "unobserved exception in a task", EventName = "tincan.unobserved")]
    public static partial void Unobserved(ILogger log, Exception error);
}
