using Tincan.Parsing.Forms;
using Microsoft.Extensions.Logging;
using Tincan.Cli.Terminal;
using Tincan.Settings;

namespace Tincan.Cli.Settings;

/// <summary>What servers write on standard error.</summary>
internal sealed record LogOptions
{
    public static IReadOnlyList<Setting<LogOptions>> Settings { get; } =
    [
        new Setting<LogOptions, LogOptions, LogLevel>("log", "What is logged on standard error. Never a client's bytes.",
            SettingForms.Word(
                ("debug", LogLevel.Debug),
                ("info", LogLevel.Information),
                ("warn", LogLevel.Warning),
                ("error", LogLevel.Error),
                ("none", LogLevel.None)),
            static log => log.Level, static (log, level) => log with { Level = level }),
        new Setting<LogOptions, LogOptions, LogFormat>("log-format",
            "How the log is written: for people, or a JSON object a line; auto is for people on a terminal, JSON otherwise.",
            WordForm.Of<LogFormat>(), static log => log.Format, static (log, format) => log with { Format = format }),
    ];

    public LogLevel Level { get; init; } = LogLevel.Information;

    public LogFormat Format { get; init; } = LogFormat.Auto;
}
