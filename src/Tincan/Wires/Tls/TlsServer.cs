using System.Net.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Reloading;

namespace Tincan.Wires.Tls;

/// <summary>
/// The server's side of TLS: its certificate and key, and which clients it trusts. The files are read once, unless a <see cref="Reloader"/> watches
/// <see cref="Files"/>: then new connections use the new content. Invalid files are ignored, and the previous content stays in use.
/// </summary>
public sealed class TlsServer
{
    private readonly TlsServerOptions _options;
    private readonly ILogger _log;
    private readonly ReloadedFile<Loaded> _files;

    /// <summary>Reads the files.</summary>
    /// <param name="options">The files, the timeout and the TLS versions.</param>
    /// <param name="log">Gets a warning if the certificate has expired. Defaults to null: no log.</param>
    /// <exception cref="BadFileException">A file is unreadable or invalid.</exception>
    public TlsServer(TlsServerOptions options, ILogger? log = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        TlsWire.ThrowIfInvalidTimeout(options.HandshakeTimeout, nameof(options));
        _options = options;
        _log = log ?? NullLogger.Instance;
        _files = new([.. new[] { options.CertificateFile, options.KeyFile, options.ClientCaFile }.OfType<string>().Distinct(StringComparer.Ordinal)], Load, Describe);
    }

    /// <summary>The certificate, its key and the CA file for clients. If one changes, all are reloaded.</summary>
    public ReloadedFile Files => _files;

    /// <summary>Wraps an accepted connection in TLS. The handshake begins with <see cref="Wire.OpenAsync"/>, or with the first receive or send.</summary>
    /// <param name="wire">The connection, which is disposed with the returned one.</param>
    public Wire Wrap(Wire wire)
    {
        ArgumentNullException.ThrowIfNull(wire);
        string? rejection = null;
        return new TlsWire(wire, AuthenticateAsync, "client", () => rejection, _options.HandshakeTimeout, _options.Time);

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
                    (rejection = TlsTrust.Validate(certificate, chain, errors, name: null, _options.Time.GetUtcNow())) is null;
            }

            return tls.AuthenticateAsServerAsync(options, cancel);
        }
    }

    /// <summary>Wraps every connection of a listener in TLS.</summary>
    /// <param name="listener">The listener, which is disposed with the returned one.</param>
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
