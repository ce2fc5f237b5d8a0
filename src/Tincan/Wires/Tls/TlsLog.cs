using Microsoft.Extensions.Logging;

namespace Tincan.Wires;

/// <summary>What a server says of its certificate.</summary>
internal static partial class TlsLog
{
    [LoggerMessage(200, LogLevel.Information, "{file} was renewed: new connections get the certificate that ends on {end:yyyy-MM-dd HH:mm:ss} UTC", EventName = "tincan.tls.renewed")]
    public static partial void Renewed(ILogger log, string file, DateTime end);

    [LoggerMessage(201, LogLevel.Error, "the new certificate is not used, the old one goes on serving: {problem}", EventName = "tincan.tls.kept_old")]
    public static partial void KeptOld(ILogger log, string problem);

    [LoggerMessage(202, LogLevel.Warning, "{file}: the certificate expired on {end:yyyy-MM-dd HH:mm:ss} UTC; clients will refuse it", EventName = "tincan.tls.expired")]
    public static partial void Expired(ILogger log, string file, DateTime end);
}
