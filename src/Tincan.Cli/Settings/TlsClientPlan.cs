using Tincan.Reloading;
using Tincan.Settings;
using Tincan.Wires.Sockets;
using Tincan.Wires.Tls;

namespace Tincan.Cli.Settings;

/// <summary>TLS settings of a client. The server's certificate is always verified.</summary>
internal sealed record TlsClientPlan
{
    /// <summary>The help of a private key, for clients and servers.</summary>
    public const string KeyMeaning = "The certificate's private key (PEM, not encrypted). Default: the one in the certificate's file.";

    private static readonly Setting<TlsClientPlan>[] Settings =
    [
        File("ca", "--ca",
            "Trust the CA certificates in this PEM file, or exactly this server certificate. Default: the system's CAs.", static tls => tls.Ca,
            static (tls, file) => tls with { Ca = file }),
        new Setting<TlsClientPlan, TlsClientPlan, string>("name",
            "The name that the server's certificate must have. Default: the host of the address.",
            new TextForm("NAME"), static tls => tls.Name, static (tls, name) => tls with { Name = name }) { Option = "--tls-name" },
        File("cert", "--cert",
            "Client certificate to send if the server asks for one (PEM, followed by the rest of its chain).", static tls => tls.Certificate,
            static (tls, file) => tls with { Certificate = file }),
        File("key", "--key",
            KeyMeaning, static tls => tls.Key, static (tls, file) => tls with { Key = file }, "cert"),
    ];

    public Located<string>? Ca { get; init; }

    public string? Name { get; init; }

    public Located<string>? Certificate { get; init; }

    public Located<string>? Key { get; init; }

    /// <summary>The file that an error about TLS is reported for.</summary>
    public Located<string>? Blamed => Ca ?? Certificate;

    /// <summary>The setting that turns TLS on: an object in a plan, <c>--tls</c> and others on the command line.</summary>
    /// <param name="key">Its name in a plan.</param>
    /// <param name="servers">The other side, for help: the server, the table servers.</param>
    /// <param name="get">Its value in an owner; null for no TLS.</param>
    /// <param name="with">An owner with another value.</param>
    public static Setting<TOwner> Setting<TOwner, TPlan>(string key, string servers, Func<TPlan, TlsClientPlan?> get, Func<TPlan, TlsClientPlan, TOwner> with)
        where TOwner : class
        where TPlan : class, TOwner => new GroupSetting<TOwner, TPlan, TlsClientPlan>(
            key, $"Use TLS 1.2 or 1.3 with {servers}, and verify the server's certificate.", Settings, new TlsClientPlan(), get, with)
        {
            Switch = "--tls",
        };

    /// <summary>Why a server's certificate cannot be verified; null if it can.</summary>
    /// <param name="server">A server's address.</param>
    /// <param name="written">The address as the user wrote it; null if it is the same.</param>
    public string? WhyNotChecked(WireAddress server, string? written = null) =>
        Name is null && server is UnixAddress ? $"{written ?? $"{server}"} has no host name to verify the server's certificate against" : null;

    /// <summary>Makes connections.</summary>
    /// <param name="tls">The TLS settings; null for no TLS.</param>
    /// <param name="timeout">How long connecting may take, and how long the handshake after that.</param>
    /// <param name="find">Finds the path of a file.</param>
    /// <param name="files">The files in use, so that a long-running caller can reload them.</param>
    /// <exception cref="BadFileException">A file cannot be used.</exception>
    public static Func<WireAddress, CancellationToken, Task<Wire>> Connector(
        TlsClientPlan? tls, TimeSpan timeout, Func<Located<string>, string> find, out IReadOnlyList<ReloadedFile> files)
    {
        var connector = new Connector(timeout);
        files = [];
        if (tls is null)
        {
            return connector.ConnectAsync;
        }

        var client = new TlsClient(new TlsClientOptions
        {
            CaFile = tls.Ca is { } authority ? find(authority) : null,
            Name = tls.Name,
            CertificateFile = tls.Certificate is { } certificate ? find(certificate) : null,
            KeyFile = tls.Key is { } key ? find(key) : null,
            HandshakeTimeout = timeout,
        });
        files = client.Files;
        return async (server, cancel) => await client.ConnectAsync(await connector.ConnectAsync(server, cancel), server, cancel);
    }

    private static Setting<TlsClientPlan, TlsClientPlan, Located<string>> File(
        string key, string option, string meaning, Func<TlsClientPlan, object?> get, Func<TlsClientPlan, Located<string>, TlsClientPlan> with, params string[] needs) =>
        new(key, meaning, SettingForms.File, get, with) { Option = option, Needs = needs };
}
