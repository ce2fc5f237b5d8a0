using Microsoft.Extensions.Logging;

namespace Tincan.Cli.Up;

/// <summary>What is said of all services together. Event ids are stable.</summary>
internal static partial class UpLog
{
    [LoggerMessage(300, LogLevel.Information, "{service}: stopped; {cut} conversations were reset (RST)")]
    public static partial void Stopped(ILogger log, string service, int cut);
}
