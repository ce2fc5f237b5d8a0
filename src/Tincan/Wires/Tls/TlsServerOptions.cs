using System.Security.Authentication;

namespace Tincan.Wires.Tls;

/// <summary>The TLS options of a server.</summary>
public sealed record TlsServerOptions
{
    /// <summary>A PEM file: the server's certificate first, then the rest of its chain.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>A PEM file with the private key, not encrypted. Defaults to null: it is in <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>
    /// A PEM file with CA certificates. Clients must have a certificate signed by one of them; others are disconnected during the handshake.
    /// Defaults to null: no client certificate is requested.
    /// </summary>
    public string? ClientCaFile { get; init; }

    /// <summary>The timeout of the handshake, more than 0. Defaults to 10 s; <see cref="Timeout.InfiniteTimeSpan"/> for none. On the wire: RST.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The TLS versions. Defaults to 1.2 and 1.3.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>The clock. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
