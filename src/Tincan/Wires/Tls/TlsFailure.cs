using System.ComponentModel;
using System.Security.Cryptography.X509Certificates;

namespace Tincan.Wires.Tls;

/// <summary>Why TLS was not agreed on, in words that a person can act on.</summary>
internal static class TlsFailure
{
    private const string AlertMark = "alert ";

    /// <summary>Sorts what a handshake ended with.</summary>
    /// <param name="error">What the stack said.</param>
    /// <param name="seen">What went over the wire.</param>
    /// <param name="peer">The word for the other end: client or server.</param>
    /// <param name="judged">What this end found wrong with the peer's certificate, if it did.</param>
    public static string Explain(Exception error, TlsTransport seen, string peer, string? judged) =>
        judged is not null ? $"the {peer}'s certificate is not accepted: {judged}"
        : seen.IsPlain ? $"the {peer} does not speak TLS"
        : AlertOf(error) is { } alert ? Refused(peer, alert)
        : seen.IsEcho && peer == "server" ? "the server does not speak TLS: it sent our own greeting back"
        : error is ArgumentException ? $"the {peer} speaks malformed TLS"
        : seen.HasEnded ? $"the {peer} ended the connection during the TLS handshake"
        : $"the TLS handshake failed: {Innermost(error)}";

    /// <summary>The peer's side of it: it said an alert (RFC 8446 6.2).</summary>
    public static string Refused(string peer, string alert) => alert switch
    {
        "unknown ca" => $"the {peer} does not know who signed our certificate (TLS alert: {alert})",
        "certificate required" => $"the {peer} asks for a certificate and got none (TLS alert: {alert})",
        "certificate expired" => $"the {peer} says that our certificate has expired (TLS alert: {alert})",
        _ when alert.Contains("certificate", StringComparison.Ordinal) => $"the {peer} does not accept our certificate (TLS alert: {alert})",
        "protocol version" => $"the {peer} speaks another version of TLS (TLS alert: {alert})",
        _ => $"the {peer} refused TLS (TLS alert: {alert})",
    };

    /// <summary>The alert that the peer sent, in OpenSSL's words; null if it sent none.</summary>
    public static string? AlertOf(Exception error)
    {
        for (var at = error; at is not null; at = at.InnerException)
        {
            // For instance: error:0A00045C:SSL routines::tlsv13 alert certificate required
            var place = at.Message.LastIndexOf(AlertMark, StringComparison.Ordinal);
            if (place >= 0 && at.Message.Contains("SSL routines", StringComparison.Ordinal))
            {
                return at.Message[(place + AlertMark.Length)..].TrimEnd('.', '\n');
            }
        }

        return null;
    }

    /// <summary>The innermost of an error's messages, without what OpenSSL puts in front of it.</summary>
    public static string Innermost(Exception error)
    {
        var at = error;
        while (at.InnerException is { } inner and not Win32Exception)
        {
            at = inner;
        }

        return at.Message[(at.Message.LastIndexOf("::", StringComparison.Ordinal) is >= 0 and var place ? place + 2 : 0)..].TrimEnd('.', '\n');
    }

    /// <summary>What is wrong with the peer's certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="status">What was found on the way from it to a certificate that is trusted.</param>
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
                    ? $"it is signed by itself ('{issuer}') and not trusted here"
                    : $"it is signed by '{issuer}', which is not trusted here",
            _ when found.HasFlag(X509ChainStatusFlags.NotSignatureValid) => $"its signature is not one of '{issuer}' as it is known here",
            _ when found.HasFlag(X509ChainStatusFlags.NotValidForUsage) => "it is not made for this use (extended key usage)",
            _ => $"{found}",
        };
    }

    /// <summary>The names that a certificate is for.</summary>
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
