using System.ComponentModel;
using System.Security.Cryptography.X509Certificates;

namespace Tincan.Wires.Tls;

/// <summary>Explains TLS failures in words that a person can act on.</summary>
internal static class TlsFailure
{
    private const string AlertMark = "alert ";

    /// <summary>Why a handshake failed.</summary>
    /// <param name="error">The exception of <see cref="System.Net.Security.SslStream"/>.</param>
    /// <param name="seen">The transport of the handshake.</param>
    /// <param name="peer"><c>client</c> or <c>server</c>.</param>
    /// <param name="rejection">Why this end rejected the peer's certificate; null if it did not.</param>
    public static string Explain(Exception error, TlsTransport seen, string peer, string? rejection) =>
        rejection is not null ? $"the {peer}'s certificate is not accepted: {rejection}"
        : seen.IsPlain ? $"the {peer} does not speak TLS"
        : AlertOf(error) is { } alert ? Refused(peer, alert)
        : seen.IsEcho && peer == "server" ? "the server does not speak TLS: it sent our ClientHello back"
        : error is ArgumentException ? $"the {peer} sent malformed TLS"
        : seen.HasEnded ? $"the {peer} closed the connection during the TLS handshake"
        : $"the TLS handshake failed: {Innermost(error)}";

    /// <summary>Why the peer failed the handshake, by its alert (RFC 8446 section 6.2).</summary>
    public static string Refused(string peer, string alert) => alert switch
    {
        "unknown ca" => $"the {peer} does not trust the CA of our certificate (TLS alert: {alert})",
        "certificate required" => $"the {peer} requires a certificate (TLS alert: {alert})",
        "certificate expired" => $"the {peer} says that our certificate has expired (TLS alert: {alert})",
        _ when alert.Contains("certificate", StringComparison.Ordinal) => $"the {peer} does not accept our certificate (TLS alert: {alert})",
        "protocol version" => $"the {peer} does not support our TLS versions (TLS alert: {alert})",
        _ => $"the {peer} refused TLS (TLS alert: {alert})",
    };

    /// <summary>The alert that the peer sent, in OpenSSL's words; null if it sent none.</summary>
    public static string? AlertOf(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            // For instance: error:0A00045C:SSL routines::tlsv13 alert certificate required
            var index = inner.Message.LastIndexOf(AlertMark, StringComparison.Ordinal);
            if (index >= 0 && inner.Message.Contains("SSL routines", StringComparison.Ordinal))
            {
                return inner.Message[(index + AlertMark.Length)..].TrimEnd('.', '\n');
            }
        }

        return null;
    }

    /// <summary>The innermost message of an exception, without OpenSSL's prefix.</summary>
    public static string Innermost(Exception error)
    {
        while (error.InnerException is { } inner and not Win32Exception)
        {
            error = inner;
        }

        return error.Message[(error.Message.LastIndexOf("::", StringComparison.Ordinal) is >= 0 and var index ? index + 2 : 0)..].TrimEnd('.', '\n');
    }

    /// <summary>Why a certificate's chain is not valid.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="status">The errors of the chain.</param>
    /// <param name="now">The time.</param>
    public static string OfChain(X509Certificate2 certificate, IEnumerable<X509ChainStatus> status, DateTimeOffset now)
    {
        var found = status.Aggregate(X509ChainStatusFlags.NoError, static (all, one) => all | one.Status);
        var issuer = Escape.ForTerminal(certificate.Issuer);
        return found switch
        {
            _ when found.HasFlag(X509ChainStatusFlags.NotTimeValid) && certificate.NotAfter.ToUniversalTime() < now.UtcDateTime =>
                $"it expired on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC",
            _ when found.HasFlag(X509ChainStatusFlags.NotTimeValid) && certificate.NotBefore.ToUniversalTime() > now.UtcDateTime =>
                $"it is not valid before {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC",
            _ when (found & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) != X509ChainStatusFlags.NoError =>
                certificate.Issuer == certificate.Subject
                    ? $"it is self-signed ('{issuer}') and not trusted here"
                    : $"it is signed by '{issuer}', which is not trusted here",
            _ when found.HasFlag(X509ChainStatusFlags.NotSignatureValid) => $"its signature is not from the '{issuer}' that is trusted here",
            _ when found.HasFlag(X509ChainStatusFlags.NotValidForUsage) => "it is not valid for this use (extended key usage)",
            _ => $"{found}",
        };
    }

    /// <summary>The names in a certificate.</summary>
    public static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(static names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(static address => $"{address}")))
            .Select(Escape.ForTerminal)
            .ToArray();
        return names.Length switch
        {
            0 => "no name at all",
            > 5 => $"{string.Join(", ", names.Take(5))} and {names.Length - 5} more",
            _ => string.Join(", ", names),
        };
    }
}
