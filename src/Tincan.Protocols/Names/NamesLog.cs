using Microsoft.Extensions.Logging;

namespace Tincan.Protocols.Names;

/// <summary>A resolver's log messages about its table servers.</summary>
internal static partial class NamesLog
{
    [LoggerMessage(100, LogLevel.Warning, "table server {server} unavailable: {problem}", EventName = "tincan.names.silent")]
    public static partial void Silent(ILogger log, WireAddress server, string problem);

    [LoggerMessage(101, LogLevel.Debug, "timed out: no table server answered within {seconds} s", EventName = "tincan.names.timed_out")]
    public static partial void TimedOut(ILogger log, double seconds);
}
