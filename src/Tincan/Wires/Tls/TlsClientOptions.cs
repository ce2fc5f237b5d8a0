using System.Security.Authentication;

namespace Tincan.Wires.Tls;

/// <summary>The TLS options of a client. The server's certificate is always validated.</summary>
public sealed record TlsClientOptions
{
    /// <summary>A PEM file with the CA certificates to trust, or with exactly the server's own certificate. Defaults to null: the system's CAs.</summary>
    public string? CaFile { get; init; }

    /// <summary>The name or address that the server's certificate must have. Defaults to null: the host in the address.</summary>
    public string? Name { get; init; }

    /// <summary>A PEM file with the client's own certificate first, then the rest of its chain. Defaults to null: no client certificate.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>A PEM file with its private key, not encrypted. Defaults to null: it is in <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The timeout of the handshake, more than 0. Defaults to 10 s; <see cref="Timeout.InfiniteTimeSpan"/> for none. On the wire: RST.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The TLS versions. Defaults to 1.2 and 1.3.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>The clock. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
