using System.Security.Authentication;

namespace Tincan.Wires.Tls;

/// <summary>How a client does TLS. The server's certificate is always judged; there is no way to leave that out.</summary>
public sealed record TlsClientOptions
{
    /// <summary>A PEM file of the authorities that are believed, or of the server's own certificate. Defaults to null: those of the system.</summary>
    public string? CaFile { get; init; }

    /// <summary>The name or address that the server's certificate must be for. Defaults to null: the host that is connected to.</summary>
    public string? Name { get; init; }

    /// <summary>A PEM file with the client's own certificate first, then the rest of its chain. Defaults to null: none is shown.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>A PEM file with its private key, not encrypted. Defaults to null: it is in <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>How long the server may take for the handshake, more than 0. Defaults to 10 s; <see cref="Timeout.InfiniteTimeSpan"/> turns it off. On the wire when it bites: RST.</summary>
    public TimeSpan HandshakeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The versions that are spoken. Defaults to TLS 1.2 and 1.3.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>The clock behind the limit. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
