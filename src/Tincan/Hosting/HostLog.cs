using Microsoft.Extensions.Logging;

namespace Tincan.Hosting;

/// <summary>What every server logs about its connections. Event ids are stable; a client's bytes are never logged.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1, LogLevel.Debug, "{client} connected", EventName = "tincan.connection.opened")]
    public static partial void Connected(ILogger log, EndPoint client);

    [LoggerMessage(2, LogLevel.Information, "{client} speaks {dialect}: {why}", EventName = "tincan.connection.dialect")]
    public static partial void DialectDetected(ILogger log, EndPoint client, string dialect, string why);

    [LoggerMessage(3, LogLevel.Information, "{client} connection closed: {reason}; {received} B in, {sent} B out", EventName = "tincan.connection.closed")]
    public static partial void Closed(ILogger log, EndPoint client, string reason, long received, long sent);

    [LoggerMessage(4, LogLevel.Warning, "{client} connection closed: {reason}: {detail}; {received} B in, {sent} B out", EventName = "tincan.connection.failed")]
    public static partial void ClosedWithError(ILogger log, EndPoint client, string reason, string detail, long received, long sent);

    [LoggerMessage(5, LogLevel.Warning, "{client} connection refused (RST): {why}", EventName = "tincan.connection.refused")]
    public static partial void Refused(ILogger log, EndPoint client, string why);

    [LoggerMessage(6, LogLevel.Warning, "accept failed: {detail}", EventName = "tincan.accept.failed")]
    public static partial void AcceptFailed(ILogger log, string detail);

    [LoggerMessage(7, LogLevel.Error, "{client} unhandled exception in the server", EventName = "tincan.server.failed")]
    public static partial void UnhandledException(ILogger log, Exception error, EndPoint client);

    [LoggerMessage(8, LogLevel.Information, "draining {open} connections", EventName = "tincan.server.draining")]
    public static partial void Draining(ILogger log, int open);

    [LoggerMessage(9, LogLevel.Warning, "drain timeout: {reset} connections were reset (RST)", EventName = "tincan.server.cut_off")]
    public static partial void DrainTimedOut(ILogger log, int reset);

    [LoggerMessage(10, LogLevel.Warning, "{client} speaks {dialect}, not raw: {why}; earlier messages may have been split in the wrong place", EventName = "tincan.connection.dialect_corrected")]
    public static partial void DialectCorrected(ILogger log, EndPoint client, string dialect, string why);

    [LoggerMessage(11, LogLevel.Warning, "{client} disconnected before {count} answers could be sent; they were stored", EventName = "tincan.connection.unanswered")]
    public static partial void Unanswered(ILogger log, EndPoint client, int count);

    public static string Describe(CloseReason reason, Limit? limit) => (reason, limit) switch
    {
        (CloseReason.Idle, Limit.FirstByteTimeout) => "first-byte timeout",
        (CloseReason.Idle, Limit.WriteTimeout) => "write timeout",
        _ => Describe(reason),
    };

    private static string Describe(CloseReason reason) => reason switch
    {
        CloseReason.PeerFinished => "client finished",
        CloseReason.Finished => "server finished",
        CloseReason.PeerReset => "client reset the connection",
        CloseReason.Aborted => "server reset the connection",
        CloseReason.TargetReset => "target reset the connection",
        CloseReason.Unreachable => "target unreachable",
        CloseReason.Fault => "closed by a fault",
        _ => reason.Describe(),
    };
}
