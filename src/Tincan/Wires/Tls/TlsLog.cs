using Microsoft.Extensions.Logging;

namespace Tincan.Wires.Tls;

/// <summary>Log messages about TLS.</summary>
internal static partial class TlsLog
{
    [LoggerMessage(202, LogLevel.Warning, "{file}: certificate expired on {end:yyyy-MM-dd HH:mm:ss} UTC; clients will refuse it", EventName = "tincan.tls.expired")]
    public static partial void Expired(ILogger log, string file, DateTime end);

    [LoggerMessage(203, LogLevel.Warning, "{client} sent a TLS handshake, but TLS is not enabled: set a certificate with --tls-cert", EventName = "tincan.tls.not_served")]
    public static partial void NotServed(ILogger log, System.Net.EndPoint client);
}
