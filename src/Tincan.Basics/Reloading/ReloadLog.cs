using Microsoft.Extensions.Logging;

namespace Tincan.Reloading;

/// <summary>Log messages about reloaded files. Event ids are stable.</summary>
internal static partial class ReloadLog
{
    [LoggerMessage(210, LogLevel.Information, "{path} reloaded: {description}", EventName = "tincan.file.reloaded")]
    public static partial void Reloaded(ILogger log, string path, string description);

    [LoggerMessage(211, LogLevel.Error, "reload failed: {problem}; the previous content stays in use", EventName = "tincan.file.kept_old")]
    public static partial void Failed(ILogger log, string problem);
}
