using Microsoft.Extensions.Logging;

namespace Tincan.Wires;

/// <summary>What a server says of its certificate.</summary>
internal static partial class TlsLog
{
    [LoggerMessage(202, LogLevel.Warning, "{file}: the certificate expired on {end:yyyy-MM-dd HH:mm:ss} UTC; clients will refuse it", EventName = "tincan.tls.expired")]
    public static partial void Expired(ILogger log, string file, DateTime end);
}
