using System.CommandLine;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Reloading;
using Tincan.Wires;
using Tincan.Wires.Sockets;
using Tincan.Wires.Tls;

namespace Tincan.Cli.Commands.Settings;

/// <summary>The options by which TLS is spoken to the server that is connected to, whose certificate is always judged.</summary>
internal sealed class TlsConnectSettings
{
    private readonly Option<bool> _tls;
    private readonly Option<string?> _ca = Opt.InputFile(
        "--ca", "With --tls: believe the authorities of this PEM file, or a server that shows just this certificate. Default: the system's.");

    private readonly Option<string?> _name = Opt.Text(
        "--tls-name", "NAME", "With --tls: the name that the server's certificate must be for. Default: the host that is connected to.");

    private readonly Option<string?> _certificate = Opt.InputFile(
        "--cert", "With --tls: show this certificate (PEM, the rest of its chain behind it) if the server asks for one.");

    private readonly Option<string?> _key = Opt.InputFile(
        "--key", "Its private key (PEM, not encrypted). Default: it is in the file of --cert.");

    /// <param name="command">Gets the options.</param>
    /// <param name="server">What is connected to, in a word or two: the server, the target.</param>
    public TlsConnectSettings(Command command, string server)
    {
        _tls = Opt.Flag("--tls", $"Speak TLS 1.2 or 1.3 with {server}. Exit 3 if its certificate cannot be believed.");
        command.Add(_tls);
        command.Add(_ca);
        command.Add(_name);
        command.Add(_certificate);
        command.Add(_key);
    }

    /// <summary>Whether TLS was asked for.</summary>
    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_tls);

    /// <summary>Makes connections for a client that understands what it receives: without TLS, it recognizes a server that wants TLS.</summary>
    /// <inheritdoc cref="Connector"/>
    public Func<WireAddress, CancellationToken, Task<Wire>> ClientConnector(
        ParseResult parsed, TimeSpan timeout, out IReadOnlyList<ReloadedFile> files, params IEnumerable<WireAddress> servers)
    {
        var connect = Connector(parsed, timeout, out files, servers);
        return parsed.GetValue(_tls) ? connect : PlainWire.Around(connect);
    }

    /// <summary>Makes connections, under TLS if that was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="timeout">How long the addresses of a server may take to answer, and the handshake after that.</param>
    /// <param name="files">What TLS is spoken with; who goes on connecting for long has them taken anew when they change.</param>
    /// <param name="servers">Those that will be connected to.</param>
    /// <exception cref="UsageException">An option of TLS stands without --tls, or the server's name is missing.</exception>
    /// <exception cref="BadFileException">A file cannot be used.</exception>
    public Func<WireAddress, CancellationToken, Task<Wire>> Connector(
        ParseResult parsed, TimeSpan timeout, out IReadOnlyList<ReloadedFile> files, params IEnumerable<WireAddress> servers)
    {
        var connector = new Connector(timeout);
        files = [];
        if (!parsed.GetValue(_tls))
        {
            Option[] useless = [_ca, _name, _certificate, _key];
            return useless.FirstOrDefault(option => parsed.GetResult(option) is not null) is { } alone
                ? throw new UsageException($"{alone.Name} is for TLS: write --tls too")
                : connector.ConnectAsync;
        }

        var name = parsed.GetValue(_name);
        if (name is null && servers.OfType<UnixAddress>().FirstOrDefault() is { } nameless)
        {
            throw new UsageException($"{nameless} says no name that the server's certificate must be for: write --tls-name NAME");
        }

        if (parsed.GetValue(_certificate) is null && parsed.GetValue(_key) is not null)
        {
            throw new UsageException("--key is the key of a certificate: write --cert FILE too");
        }

        var tls = new TlsClient(new TlsClientOptions
        {
            CaFile = parsed.GetValue(_ca),
            Name = name,
            CertificateFile = parsed.GetValue(_certificate),
            KeyFile = parsed.GetValue(_key),
            HandshakeLimit = timeout,
        });
        files = tls.Files;
        return async (server, cancel) => await tls.ConnectAsync(await connector.ConnectAsync(server, cancel), server, cancel);
    }
}
