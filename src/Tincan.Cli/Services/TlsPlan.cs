using Tincan.Parsing.Forms;
using Tincan.Settings;
using Tincan.Wires.Tls;

namespace Tincan.Cli.Services;

/// <summary>TLS settings of a server.</summary>
internal sealed record TlsPlan
{
    private static readonly TlsServerOptions Usual = new() { CertificateFile = "" };

    public static IReadOnlyList<Setting<TlsPlan>> Settings { get; } =
    [
        Tls("cert",
            "Use TLS 1.2 or 1.3 with clients, with the certificate in this PEM file, followed by the rest of its chain. Reloaded when it changes.",
            SettingForms.File, static tls => tls.Certificate, static (tls, file) => tls with { Certificate = file }, isRequired: true),
        Tls("key", TlsClientPlan.KeyMeaning,
            SettingForms.File, static tls => tls.Key, static (tls, file) => tls with { Key = file }),
        Tls("client-ca", "Require a client certificate signed by a CA in this PEM file. Other clients are disconnected during the handshake (FIN).",
            SettingForms.File, static tls => tls.ClientCa, static (tls, file) => tls with { ClientCa = file }),
        Tls("timeout", "How long the TLS handshake may take. After that the connection is reset (RST).",
            SettingForms.TimeOrNone, static tls => tls.Timeout, static (tls, timeout) => tls with { Timeout = timeout }),
    ];

    public Located<string>? Certificate { get; init; }

    public Located<string>? Key { get; init; }

    public Located<string>? ClientCa { get; init; }

    public TimeSpan Timeout { get; init; } = Usual.HandshakeTimeout;

    /// <summary>Loads the files, which are reloaded when they change.</summary>
    /// <param name="preparation">Finds the files.</param>
    /// <exception cref="SyntaxException">A file is missing.</exception>
    /// <exception cref="BadFileException">A file is malformed.</exception>
    public TlsServer Open(Preparation preparation)
    {
        var server = new TlsServer(
            new TlsServerOptions
            {
                CertificateFile = preparation.Find(Certificate!.Value),
                KeyFile = Key is { } key ? preparation.Find(key) : null,
                ClientCaFile = ClientCa is { } authority ? preparation.Find(authority) : null,
                HandshakeTimeout = Timeout,
            },
            preparation.Log);
        preparation.KeepCurrent(server.Files);
        return server;
    }

    private static Setting<TlsPlan, TlsPlan, T> Tls<T>(
        string key, string meaning, ValueForm<T> form, Func<TlsPlan, object?> get, Func<TlsPlan, T, TlsPlan> with, bool isRequired = false) =>
        new(key, meaning, form, get, with) { Option = $"--tls-{key}", IsRequired = isRequired };
}
