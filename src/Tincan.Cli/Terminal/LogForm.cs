using Microsoft.Extensions.Logging;

namespace Tincan.Cli.Terminal;

/// <summary>One event of the log.</summary>
/// <param name="Time">The time.</param>
/// <param name="Level">The level.</param>
/// <param name="Event">Its id and name, which are stable.</param>
/// <param name="Message">The message.</param>
/// <param name="State">The fields of the message, by name.</param>
/// <param name="Error">The exception, if there is one.</param>
internal sealed record LogEvent(DateTimeOffset Time, LogLevel Level, EventId Event, string Message, object? State, Exception? Error)
{
    /// <summary>The level as it is written on the command line.</summary>
    public string LevelWord => Level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        _ => "error",
    };
}

/// <summary>The format of the log. The content of an event can neither begin a new line nor control a terminal.</summary>
internal abstract class LogForm
{
    /// <summary>Returns the writer of a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="isTerminal">Whether the log goes to a terminal.</param>
    public static LogForm Of(LogFormat format, bool isTerminal) =>
        format == LogFormat.Human || (format == LogFormat.Auto && isTerminal) ? new HumanLogForm(TimeZoneInfo.Local) : new JsonLogForm();

    /// <summary>Formats an event, without a line end.</summary>
    public abstract string Write(LogEvent entry);
}

/// <summary>The formats of the log.</summary>
internal enum LogFormat
{
    /// <summary>Human on a terminal, JSON otherwise.</summary>
    Auto,

    /// <summary>Local time, level, message.</summary>
    Human,

    /// <summary>One JSON object per line.</summary>
    Json,
}
