using System.Net.Security;
using Tincan.Reloading;

namespace Tincan.Wires.Tls;

/// <summary>
/// The client's side of TLS: which servers it trusts, and its own certificate. The files are read once, unless a <see cref="Reloader"/> watches
/// <see cref="Files"/>: then new connections use the new content.
/// </summary>
public sealed class TlsClient
{
    private readonly TlsClientOptions _options;
    private readonly List<ReloadedFile> _files = [];
    private readonly Snapshot<TlsTrust> _trust;
    private readonly Snapshot<SslStreamCertificateContext>? _identity;

    /// <summary>Reads the files.</summary>
    /// <param name="options">The files, the timeout and the TLS versions.</param>
    /// <exception cref="BadFileException">A file is unreadable or invalid.</exception>
    public TlsClient(TlsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        TlsWire.ThrowIfInvalidTimeout(options.HandshakeTimeout, nameof(options));
        _options = options;
        _trust = options.CaFile is { } file
            ? Load([file], () => new TlsTrust(PemIdentity.Certificates(file), isOfServers: true), static trust => trust.Description)
            : new TlsTrust(authorities: null, isOfServers: true);
        if (options.CertificateFile is { } own)
        {
            var key = options.KeyFile ?? own;
            _identity = Load([.. new[] { own, key }.Distinct(StringComparer.Ordinal)], () => PemIdentity.Load(own, key), PemIdentity.Describe);
        }
    }

    /// <summary>The CA file, and the certificate with its key, for a <see cref="Reloader"/>. Empty if the options name no file.</summary>
    public IReadOnlyList<ReloadedFile> Files => _files;

    /// <summary>
    /// Wraps a function that connects without TLS: if a server's first bytes are a TLS alert, the receive fails with <see cref="CloseReason.Handshake"/>.
    /// </summary>
    /// <param name="connect">Connects without TLS.</param>
    public static Func<WireAddress, CancellationToken, Task<Wire>> WithoutTls(Func<WireAddress, CancellationToken, Task<Wire>> connect)
    {
        ArgumentNullException.ThrowIfNull(connect);
        return async (server, cancel) => new PlainWire(await connect(server, cancel));
    }

    /// <summary>Does the TLS handshake on a connection.</summary>
    /// <param name="wire">The connection, which is disposed with the returned one, or if the handshake fails.</param>
    /// <param name="server">The server's address.</param>
    /// <param name="cancel">Cancels the handshake.</param>
    /// <exception cref="ConnectException">
    /// The server's certificate is not trusted, it rejected this client, or it does not speak TLS; or <paramref name="server"/> is a Unix socket, and
    /// <see cref="TlsClientOptions.Name"/> is null.
    /// </exception>
    public async Task<Wire> ConnectAsync(Wire wire, WireAddress server, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(wire);
        ArgumentNullException.ThrowIfNull(server);
        if ((_options.Name ?? (server as HostPort)?.Host) is not { } name)
        {
            await wire.DisposeAsync();
            throw new ConnectException($"cannot connect to {server}: a Unix socket has no host name to check the certificate against; set the name");
        }

        string? rejection = null;
        var tls = new TlsWire(wire, AuthenticateAsync, "server", () => rejection, _options.HandshakeTimeout, _options.Time);
        try
        {
            await tls.OpenAsync(cancel);
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

        Task AuthenticateAsync(SslStream stream, CancellationToken timeout) => stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = name,
                EnabledSslProtocols = _options.Protocols,
                AllowRenegotiation = false,
                CertificateChainPolicy = _trust.Current.NewPolicy(_options.Time.GetUtcNow()),
                ClientCertificateContext = _identity?.Current,
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                    (rejection = TlsTrust.Validate(certificate, chain, errors, name, _options.Time.GetUtcNow())) is null,
            },
            timeout);
    }

    private Snapshot<T> Load<T>(IReadOnlyList<string> paths, Func<T> load, Func<T, string> describe)
        where T : class
    {
        var file = new ReloadedFile<T>(paths, load, describe);
        _files.Add(file);
        return file.Content;
    }
}
