using Microsoft.Extensions.Logging;

namespace Tincan.Cli.Terminal;

/// <summary>One event of the log.</summary>
/// <param name="Time">When.</param>
/// <param name="Level">How grave.</param>
/// <param name="Event">Its number and name, which do not change.</param>
/// <param name="Message">It in a sentence.</param>
/// <param name="State">What the sentence was made from: its fields, by name.</param>
/// <param name="Error">What went wrong, if a bug did.</param>
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

/// <summary>How an event of the log is written. Nothing that is in it can begin a line of its own or drive a terminal.</summary>
internal abstract class LogForm
{
    /// <summary>The form that was asked for.</summary>
    /// <param name="format">Which.</param>
    /// <param name="isTerminal">Whether a person reads it.</param>
    public static LogForm Of(LogFormat format, bool isTerminal) =>
        format == LogFormat.Human || (format == LogFormat.Auto && isTerminal) ? new HumanLogForm(TimeZoneInfo.Local) : new JsonLogForm();

    /// <summary>Writes an event, without the end of its line.</summary>
    public abstract string Write(LogEvent said);
}

/// <summary>What can be asked for.</summary>
internal enum LogFormat
{
    /// <summary>For people on a terminal, JSON otherwise.</summary>
    Auto,

    /// <summary>Local time, level, sentence.</summary>
    Human,

    /// <summary>An object a line.</summary>
    Json,
}
