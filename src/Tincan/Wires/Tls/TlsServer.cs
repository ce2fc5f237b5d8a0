using System.Net.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Reloading;

namespace Tincan.Wires.Tls;

/// <summary>
/// The server's side of TLS: its certificate and key, and whom it lets in. The files are read once, unless a <see cref="Reloader"/> looks after
/// <see cref="Files"/>: then new connections get what they say now, open ones keep what they have, and bad new files leave the old ones serving.
/// </summary>
public sealed class TlsServer
{
    private readonly TlsServerOptions _options;
    private readonly ILogger _log;
    private readonly ReloadedFile<Loaded> _files;

    /// <summary>Reads the files.</summary>
    /// <param name="options">Which, and the limits.</param>
    /// <param name="log">Hears of a certificate that has expired. Defaults to null: nobody does.</param>
    /// <exception cref="BadFileException">A file cannot be used.</exception>
    public TlsServer(TlsServerOptions options, ILogger? log = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        TlsWire.ThrowIfNoLimit(options.HandshakeLimit, nameof(options));
        _options = options;
        _log = log ?? NullLogger.Instance;
        _files = new([.. new[] { options.CertificateFile, options.KeyFile, options.ClientCaFile }.OfType<string>().Distinct(StringComparer.Ordinal)], Load, Describe);
    }

    /// <summary>The certificate, its key and the clients' authorities: all are read anew when one of them changes.</summary>
    public ReloadedFile Files => _files;

    /// <summary>Puts TLS around a connection that was accepted. The handshake is the conversation's: accepting does not wait for it.</summary>
    /// <param name="wire">The connection; the one that is returned owns it.</param>
    public TlsWire Wrap(Wire wire)
    {
        ArgumentNullException.ThrowIfNull(wire);
        string? judged = null;
        return new TlsWire(wire, AuthenticateAsync, "client", () => judged, _options.HandshakeLimit, _options.Time);

        Task AuthenticateAsync(SslStream tls, CancellationToken cancel)
        {
            var loaded = _files.Content.Current;
            var options = new SslServerAuthenticationOptions
            {
                ServerCertificateContext = loaded.Identity,
                EnabledSslProtocols = _options.Protocols,
                AllowRenegotiation = false,
            };
            if (loaded.Trust is { } trust)
            {
                options.ClientCertificateRequired = true;
                options.CertificateChainPolicy = trust.NewPolicy(_options.Time.GetUtcNow());
                options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                    (judged = TlsTrust.Judge(certificate, chain, errors, name: null, _options.Time.GetUtcNow())) is null;
            }

            return tls.AuthenticateAsServerAsync(options, cancel);
        }
    }

    /// <summary>Puts TLS around every connection of a listener.</summary>
    /// <param name="listener">Where they come from; the one that is returned owns it.</param>
    public WireListener Wrap(WireListener listener) => new TlsListener(listener, this);

    private Loaded Load()
    {
        var identity = PemIdentity.Load(_options.CertificateFile, _options.KeyFile ?? _options.CertificateFile);
        if (identity.TargetCertificate.NotAfter.ToUniversalTime() is var end && end < _options.Time.GetUtcNow().UtcDateTime)
        {
            TlsLog.Expired(_log, _options.CertificateFile, end);
        }

        return new(identity, _options.ClientCaFile is { } file ? new TlsTrust(PemIdentity.Certificates(file), isOfServers: false) : null);
    }

    private static string Describe(Loaded loaded) =>
        $"{PemIdentity.Describe(loaded.Identity)}{(loaded.Trust is { } trust ? $", {trust.Description} for clients" : "")}";

    private sealed record Loaded(SslStreamCertificateContext Identity, TlsTrust? Trust);
}
