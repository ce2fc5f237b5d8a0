using System.CommandLine;
using Microsoft.Extensions.Logging;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Wires.Tls;

namespace Tincan.Cli.Commands.Settings;

/// <summary>The options by which every server speaks TLS to its clients.</summary>
internal sealed class TlsServeSettings
{
    private readonly Option<string?> _certificate = Opt.InputFile(
        "--tls-cert", "Speak TLS 1.2 or 1.3 with clients, with the certificate of this PEM file, and the rest of its chain behind it. A renewed file is taken up.");

    private readonly Option<string?> _key = Opt.InputFile(
        "--tls-key", "Its private key (PEM, not encrypted). Default: it is in the file of --tls-cert.");

    private readonly Option<string?> _clientCa = Opt.InputFile(
        "--tls-client-ca", "Let in only clients that show a certificate signed by an authority of this PEM file. Others get FIN in the handshake.");

    private readonly Option<TimeSpan> _limit = Opt.Time(
        "--tls-timeout", TimeSpan.FromSeconds(10), "How long a client may take for the TLS handshake. Then RST.");

    public TlsServeSettings(Command command)
    {
        command.Add(_certificate);
        command.Add(_key);
        command.Add(_clientCa);
        command.Add(_limit);
    }

    /// <summary>Reads the files; null if TLS was not asked for, so that nothing of it stands between.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="log">Hears of a certificate that has expired.</param>
    /// <exception cref="UsageException">An option of TLS stands without a certificate.</exception>
    /// <exception cref="BadFileException">A file cannot be used.</exception>
    public TlsServer? Open(ParseResult parsed, ILogger log)
    {
        if (parsed.GetValue(_certificate) is { } certificate)
        {
            return new TlsServer(
                new TlsServerOptions
                {
                    CertificateFile = certificate,
                    KeyFile = parsed.GetValue(_key),
                    ClientCaFile = parsed.GetValue(_clientCa),
                    HandshakeLimit = parsed.GetValue(_limit),
                },
                log);
        }

        Option[] useless = [_key, _clientCa, _limit];
        return useless.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } alone
            ? throw new UsageException($"{alone.Name} is for TLS: write --tls-cert FILE too")
            : null;
    }
}
