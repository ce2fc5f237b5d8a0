using Microsoft.Extensions.Logging;

namespace Tincan.Postgres;

/// <summary>Log messages about the database. Event ids are stable.</summary>
internal static partial class BookLog
{
    [LoggerMessage(220, LogLevel.Information, "{database} connected: {count} addresses, revision {revision}", EventName = "tincan.database.current")]
    public static partial void Current(ILogger log, string database, int count, long revision);

    [LoggerMessage(221, LogLevel.Warning, "{database} unavailable: {why}; known addresses are still answered", EventName = "tincan.database.away")]
    public static partial void Away(ILogger log, string database, string why);
}
