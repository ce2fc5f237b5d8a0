using Microsoft.Extensions.Logging;

namespace Tincan.Cli.Services;

/// <summary>Log events of a group of services. Event ids are stable.</summary>
internal static partial class GroupLog
{
    [LoggerMessage(300, LogLevel.Information, "stopped; {cut} connections were reset (RST)", EventName = "tincan.service.stopped")]
    public static partial void Stopped(ILogger log, int cut);
}
