using System.Net.Security;
using Tincan.Reloading;

namespace Tincan.Wires.Tls;

/// <summary>
/// The client's side of TLS: whom it believes, and the certificate that it shows when it is asked for one. The files are read once, unless a
/// <see cref="Reloader"/> looks after <see cref="Files"/>: then new connections are made with what they say now.
/// </summary>
public sealed class TlsClient
{
    private readonly TlsClientOptions _options;
    private readonly List<ReloadedFile> _files = [];
    private readonly Snapshot<TlsTrust> _trust;
    private readonly Snapshot<SslStreamCertificateContext>? _identity;

    /// <summary>Reads the files.</summary>
    /// <param name="options">Which, and the limits.</param>
    /// <exception cref="BadFileException">A file cannot be used.</exception>
    public TlsClient(TlsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        TlsWire.ThrowIfNoLimit(options.HandshakeLimit, nameof(options));
        _options = options;
        _trust = options.CaFile is { } authorities
            ? Load([authorities], () => new TlsTrust(PemIdentity.Certificates(authorities), isOfServers: true), static trust => trust.Description)
            : new TlsTrust(authorities: null, isOfServers: true);
        if (options.CertificateFile is { } own)
        {
            var key = options.KeyFile ?? own;
            _identity = Load([.. new[] { own, key }.Distinct(StringComparer.Ordinal)], () => PemIdentity.Load(own, key), PemIdentity.Describe);
        }
    }

    /// <summary>The authorities, and the certificate with its key: what changes is read anew. Empty if the options name no file.</summary>
    public IReadOnlyList<ReloadedFile> Files => _files;

    /// <summary>Agrees on TLS over a connection.</summary>
    /// <param name="wire">The connection; it is let go if no TLS comes of it.</param>
    /// <param name="server">Where it goes to.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ConnectException">
    /// The server's certificate is not believed, it refused this client, or it does not speak TLS; or <paramref name="server"/> is a Unix socket, and
    /// <see cref="TlsClientOptions.Name"/> is not said.
    /// </exception>
    public async Task<TlsWire> ConnectAsync(Wire wire, WireAddress server, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(wire);
        ArgumentNullException.ThrowIfNull(server);
        if ((_options.Name ?? (server as HostPort)?.Host) is not { } name)
        {
            await wire.DisposeAsync();
            throw new ConnectException($"cannot connect to {server}: a Unix socket has no host name that its certificate could be for; say which name it must have");
        }

        string? judged = null;
        var tls = new TlsWire(wire, AuthenticateAsync, "server", () => judged, _options.HandshakeLimit, _options.Time);
        try
        {
            await tls.HandshakeAsync(cancel);
            return tls;
        }
        catch (WireException error)
        {
            await tls.DisposeAsync();
            var where = error.Reason == CloseReason.PeerReset ? " during the TLS handshake" : "";
            throw new ConnectException($"cannot connect to {server}: {error.Message}{where}", error);
        }
        catch
        {
            tls.Abort();
            await tls.DisposeAsync();
            throw;
        }

        Task AuthenticateAsync(SslStream stream, CancellationToken limit) => stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = name,
                EnabledSslProtocols = _options.Protocols,
                AllowRenegotiation = false,
                CertificateChainPolicy = _trust.Current.NewPolicy(_options.Time.GetUtcNow()),
                ClientCertificateContext = _identity?.Current,
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                    (judged = TlsTrust.Judge(certificate, chain, errors, name, _options.Time.GetUtcNow())) is null,
            },
            limit);
    }

    private Snapshot<T> Load<T>(IReadOnlyList<string> paths, Func<T> load, Func<T, string> describe)
        where T : class
    {
        var file = new ReloadedFile<T>(paths, load, describe);
        _files.Add(file);
        return file.Content;
    }
}
