using Microsoft.Extensions.Logging;

namespace Tincan.Cli.Settings;

/// <summary>How much may be said.</summary>
internal static class LogLevels
{
    /// <summary>All of them, by the words that people write.</summary>
    public static (string Word, LogLevel Value)[] All =>
    [
        ("debug", LogLevel.Debug),
        ("info", LogLevel.Information),
        ("warn", LogLevel.Warning),
        ("error", LogLevel.Error),
        ("none", LogLevel.None),
    ];
}
