using Tincan.Cli.Settings;
using Tincan.Wires;
using Tincan.Wires.Sockets;
using Tincan.Wires.Tls;
using Tincan.Parsing;

namespace Tincan.Cli.Up;

/// <summary>How a service speaks TLS with the servers that it asks.</summary>
internal sealed record TlsClientPlan
{
    public static IReadOnlyList<Setting<TlsClientPlan>> Settings { get; } =
    [
        new Setting<TlsClientPlan, TlsClientPlan, Said<string>>(
            "ca",
            "Believe the authorities of this PEM file, or a server that shows just this certificate. Default: the system's.",
            SettingForms.File,
            static tls => tls.Ca,
            static (tls, file) => tls with { Ca = file }),
        new Setting<TlsClientPlan, TlsClientPlan, string>(
            "name",
            "The name that the server's certificate must be for. Default: the host that is connected to.",
            SettingForms.Text,
            static tls => tls.Name,
            static (tls, name) => tls with { Name = name }),
        new Setting<TlsClientPlan, TlsClientPlan, Said<string>>(
            "cert",
            "Show this certificate (PEM, the rest of its chain behind it) if the server asks for one.",
            SettingForms.File,
            static tls => tls.Certificate,
            static (tls, file) => tls with { Certificate = file }),
        new Setting<TlsClientPlan, TlsClientPlan, Said<string>>(
            "key",
            "Its private key (PEM, not encrypted). Default: it is in the certificate's file.",
            SettingForms.File,
            static tls => tls.Key,
            static (tls, file) => tls with { Key = file }),
    ];

    public static ObjectForm<TlsClientPlan> Form { get; } = new(Settings, new TlsClientPlan());

    public Said<string>? Ca { get; init; }

    public string? Name { get; init; }

    public Said<string>? Certificate { get; init; }

    public Said<string>? Key { get; init; }

    /// <summary>Makes connections, with files that are taken anew when they change.</summary>
    /// <param name="tls">Under TLS; null: without.</param>
    /// <param name="preparation">Knows where the files are.</param>
    /// <param name="timeout">How long the addresses of a server may take to answer, and the handshake after that.</param>
    /// <exception cref="SyntaxException">A file is not there.</exception>
    /// <exception cref="BadFileException">A file cannot be used.</exception>
    public static Func<WireAddress, CancellationToken, Task<Wire>> Connector(TlsClientPlan? tls, Preparation preparation, TimeSpan timeout)
    {
        var connector = new Connector(timeout);
        if (tls is null)
        {
            return connector.ConnectAsync;
        }

        var client = new TlsClient(new TlsClientOptions
        {
            CaFile = tls.Ca is { } authority ? preparation.Find(authority) : null,
            Name = tls.Name,
            CertificateFile = tls.Certificate is { } certificate ? preparation.Find(certificate) : null,
            KeyFile = tls.Key is { } key ? preparation.Find(key) : null,
            HandshakeLimit = timeout,
        });
        preparation.KeepCurrent(client.Files);
        return async (server, cancel) => await client.ConnectAsync(await connector.ConnectAsync(server, cancel), server, cancel);
    }
}
