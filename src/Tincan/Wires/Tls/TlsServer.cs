using System.Net.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tincan.Wires;

/// <summary>
/// The server's side of TLS: its certificate and key, and whom it lets in. Renewed files are taken up by the next connection, looked for at most once
/// a second; open connections keep what they have, and bad new files leave the old ones serving.
/// </summary>
public sealed class TlsServer
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly TlsServerOptions _options;
    private readonly ILogger _log;
    private readonly string[] _files;
    private readonly Lock _lock = new();
    private Loaded _loaded;
    private (DateTime, long)[] _stamps;
    private long _looked;

    /// <summary>Reads the files.</summary>
    /// <param name="options">Which, and the limits.</param>
    /// <param name="log">Hears of renewed files. Defaults to null: nobody does.</param>
    /// <exception cref="BadFileException">A file cannot be used.</exception>
    public TlsServer(TlsServerOptions options, ILogger? log = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        TlsWire.ThrowIfNoLimit(options.HandshakeLimit, nameof(options));
        _options = options;
        _log = log ?? NullLogger.Instance;
        _files = new[] { options.CertificateFile, options.KeyFile, options.ClientCaFile }.OfType<string>().ToArray();
        _stamps = Stamps();
        _loaded = Load();
        _looked = options.Time.GetTimestamp();
    }

    /// <summary>Puts TLS around a connection that was accepted. The handshake is the conversation's: accepting does not wait for it.</summary>
    /// <param name="wire">The connection; the one that is returned owns it.</param>
    public TlsWire Wrap(Wire wire)
    {
        ArgumentNullException.ThrowIfNull(wire);
        string? judged = null;
        return new TlsWire(wire, AuthenticateAsync, "client", () => judged, _options.HandshakeLimit, _options.Time);

        Task AuthenticateAsync(SslStream tls, CancellationToken cancel)
        {
            var loaded = Current();
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

    private Loaded Current()
    {
        lock (_lock)
        {
            if (_options.Time.GetElapsedTime(_looked) < LookAgain)
            {
                return _loaded;
            }

            _looked = _options.Time.GetTimestamp();
            var stamps = Stamps();
            if (stamps.SequenceEqual(_stamps))
            {
                return _loaded;
            }

            _stamps = stamps;
            try
            {
                _loaded = Load();
                TlsLog.Renewed(_log, _options.CertificateFile, _loaded.Identity.TargetCertificate.NotAfter.ToUniversalTime());
            }
            catch (BadFileException bad)
            {
                TlsLog.KeptOld(_log, bad.Message);
            }

            return _loaded;
        }
    }

    private Loaded Load()
    {
        var identity = PemIdentity.Load(_options.CertificateFile, _options.KeyFile ?? _options.CertificateFile);
        if (identity.TargetCertificate.NotAfter.ToUniversalTime() is var end && end < _options.Time.GetUtcNow().UtcDateTime)
        {
            TlsLog.Expired(_log, _options.CertificateFile, end);
        }

        return new(identity, _options.ClientCaFile is { } file ? new TlsTrust(PemIdentity.Certificates(file), isOfServers: false) : null);
    }

    /// <summary>What changes when a file does: the time it was written, and its length. A missing file has a stamp, too.</summary>
    private (DateTime, long)[] Stamps() => [.. _files.Select(static file => new FileInfo(file) is { Exists: true } info
        ? (info.LastWriteTimeUtc, info.Length)
        : (DateTime.MinValue, 0))];

    private sealed record Loaded(SslStreamCertificateContext Identity, TlsTrust? Trust);
}
