using Microsoft.Extensions.Logging;
using Tincan.Wires;

namespace Tincan.Hosting;

/// <summary>What every server logs about its connections. Event ids are stable; a client's bytes are never logged.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1, LogLevel.Debug, "{client} connected", EventName = "tincan.connection.opened")]
    public static partial void Connected(ILogger log, EndPoint client);

    [LoggerMessage(2, LogLevel.Information, "{client} speaks {dialect}: {why}", EventName = "tincan.connection.dialect")]
    public static partial void Took(ILogger log, EndPoint client, string dialect, string why);

    [LoggerMessage(3, LogLevel.Information, "{client} ended: {reason}; {received} B in, {sent} B out", EventName = "tincan.connection.ended")]
    public static partial void Ended(ILogger log, EndPoint client, string reason, long received, long sent);

    [LoggerMessage(4, LogLevel.Warning, "{client} ended: {reason}: {detail}; {received} B in, {sent} B out", EventName = "tincan.connection.failed")]
    public static partial void Broke(ILogger log, EndPoint client, string reason, string detail, long received, long sent);

    [LoggerMessage(5, LogLevel.Warning, "{client} refused with RST: {why}", EventName = "tincan.connection.refused")]
    public static partial void Refused(ILogger log, EndPoint client, string why);

    [LoggerMessage(6, LogLevel.Warning, "a connection could not be accepted: {detail}", EventName = "tincan.accept.failed")]
    public static partial void NotAccepted(ILogger log, string detail);

    [LoggerMessage(7, LogLevel.Error, "{client}: the server failed", EventName = "tincan.server.failed")]
    public static partial void Failed(ILogger log, Exception error, EndPoint client);

    [LoggerMessage(8, LogLevel.Information, "stopping: {open} conversations finish the message in hand", EventName = "tincan.server.stopping")]
    public static partial void Stopping(ILogger log, int open);

    [LoggerMessage(9, LogLevel.Warning, "{cut} conversations did not finish in time and were reset (RST)", EventName = "tincan.server.cut_off")]
    public static partial void CutOff(ILogger log, int cut);

    [LoggerMessage(10, LogLevel.Warning, "{client} speaks {dialect}, not raw: {why}; messages before that may have been cut in the wrong place", EventName = "tincan.connection.dialect_corrected")]
    public static partial void Corrected(ILogger log, EndPoint client, string dialect, string why);

    [LoggerMessage(11, LogLevel.Warning, "{client} was gone before it could be sent the answers to {count} lines; they were filed", EventName = "tincan.connection.unanswered")]
    public static partial void Unanswered(ILogger log, EndPoint client, int count);

    public static string Words(CloseReason reason, Limit? limit) => (reason, limit) switch
    {
        (CloseReason.Idle, Limit.FirstByteTimeout) => "said nothing in time",
        (CloseReason.Idle, Limit.WriteTimeout) => "did not take what it was sent",
        _ => Words(reason),
    };

    private static string Words(CloseReason reason) => reason switch
    {
        CloseReason.PeerFinished => "the client finished",
        CloseReason.Finished => "the server finished",
        CloseReason.PeerReset => "the client reset the connection",
        CloseReason.Aborted => "reset by this server",
        CloseReason.Idle => "idle for too long",
        CloseReason.Malformed => "not understood",
        CloseReason.Stopped => "the server stops",
        CloseReason.Full => "too many connections",
        CloseReason.Slow => "too slow over a message",
        CloseReason.Expired => "lasted as long as it may",
        CloseReason.Lost => "connection lost",
        CloseReason.Handshake => "no TLS",
        CloseReason.TargetReset => "the target reset the connection",
        CloseReason.Unreachable => "the target could not be reached",
        CloseReason.Fault => "a fault ended the connection",
        _ => "the server failed",
    };
}
