using Microsoft.Extensions.Logging;

namespace Tincan.Reloading;

/// <summary>What is said of files that change while they are in use. Event ids are stable.</summary>
internal static partial class ReloadLog
{
    [LoggerMessage(200, LogLevel.Information, "{path} was read again: {description}")]
    public static partial void Taken(ILogger log, string path, string description);

    [LoggerMessage(201, LogLevel.Error, "{problem}; what was read before stays in use")]
    public static partial void Kept(ILogger log, string problem);
}
