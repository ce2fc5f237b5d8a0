using System.Security.Authentication;

namespace Tincan.Wires.Tls;

/// <summary>How a server does TLS.</summary>
public sealed record TlsServerOptions
{
    /// <summary>A PEM file: the server's certificate first, then the rest of its chain.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>A PEM file with the private key, not encrypted. Defaults to null: it is in <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>
    /// A PEM file of authorities. Clients must show a certificate that one of them signed; others are refused in the handshake.
    /// Defaults to null: clients are not asked for one.
    /// </summary>
    public string? ClientCaFile { get; init; }

    /// <summary>How long a client may take for the handshake, more than 0. Defaults to 10 s; <see cref="Timeout.InfiniteTimeSpan"/> turns it off. On the wire when it bites: RST.</summary>
    public TimeSpan HandshakeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The versions that are spoken. Defaults to TLS 1.2 and 1.3.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>The clock behind the limit. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
