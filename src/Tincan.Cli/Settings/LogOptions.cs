using Microsoft.Extensions.Logging;
using Tincan.Parsing.Forms;
using Tincan.Settings;

namespace Tincan.Cli.Settings;

/// <summary>The settings of the log.</summary>
internal sealed record LogOptions
{
    public static IReadOnlyList<Setting<LogOptions>> Settings { get; } =
    [
        new Setting<LogOptions, LogOptions, LogLevel>("log", "Lowest level to log on standard error. A client's bytes are never logged.",
            SettingForms.Word(
                ("debug", LogLevel.Debug),
                ("info", LogLevel.Information),
                ("warn", LogLevel.Warning),
                ("error", LogLevel.Error),
                ("none", LogLevel.None)),
            static log => log.Level, static (log, level) => log with { Level = level }),
        new Setting<LogOptions, LogOptions, LogFormat>("log-format",
            "Format of the log: human for people, json for one JSON object per line. auto: human on a terminal, json otherwise.",
            WordForm.Of<LogFormat>(), static log => log.Format, static (log, format) => log with { Format = format }),
    ];

    public LogLevel Level { get; init; } = LogLevel.Information;

    public LogFormat Format { get; init; } = LogFormat.Auto;
}
