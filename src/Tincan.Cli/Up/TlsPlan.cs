using Tincan.Cli.Settings;
using Tincan.Wires.Tls;
using Tincan.Parsing;

namespace Tincan.Cli.Up;

/// <summary>How a service speaks TLS with its clients.</summary>
internal sealed record TlsPlan
{
    private static readonly TlsServerOptions Usual = new() { CertificateFile = "" };

    public static IReadOnlyList<Setting<TlsPlan>> Settings { get; } =
    [
        new Setting<TlsPlan, TlsPlan, Said<string>>(
            "cert",
            "The certificate: a PEM file, with the rest of its chain behind it. A renewed file is taken up.",
            SettingForms.File,
            static tls => tls.Certificate,
            static (tls, file) => tls with { Certificate = file }) { IsRequired = true },
        new Setting<TlsPlan, TlsPlan, Said<string>>(
            "key",
            "Its private key (PEM, not encrypted). Default: it is in the certificate's file.",
            SettingForms.File,
            static tls => tls.Key,
            static (tls, file) => tls with { Key = file }),
        new Setting<TlsPlan, TlsPlan, Said<string>>(
            "client-ca",
            "Let in only clients that show a certificate signed by an authority of this PEM file.",
            SettingForms.File,
            static tls => tls.ClientCa,
            static (tls, file) => tls with { ClientCa = file }),
        new Setting<TlsPlan, TlsPlan, TimeSpan>(
            "limit",
            "How long a client may take for the handshake. Then RST.",
            SettingForms.TimeLimit,
            static tls => tls.Limit,
            static (tls, limit) => tls with { Limit = limit }),
    ];

    public Said<string>? Certificate { get; init; }

    public Said<string>? Key { get; init; }

    public Said<string>? ClientCa { get; init; }

    public TimeSpan Limit { get; init; } = Usual.HandshakeLimit;

    /// <summary>Reads the files, which are taken anew when they change.</summary>
    /// <param name="preparation">Knows where they are.</param>
    /// <exception cref="SyntaxException">A file is not there.</exception>
    /// <exception cref="BadFileException">A file cannot be used.</exception>
    public TlsServer Open(Preparation preparation)
    {
        var server = new TlsServer(
            new TlsServerOptions
            {
                CertificateFile = preparation.Find(Certificate!.Value),
                KeyFile = Key is { } key ? preparation.Find(key) : null,
                ClientCaFile = ClientCa is { } authority ? preparation.Find(authority) : null,
                HandshakeLimit = Limit,
            },
            preparation.Log);
        preparation.KeepCurrent(server.Files);
        return server;
    }
}
