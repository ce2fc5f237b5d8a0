using System.CommandLine;
using Tincan.Wires;

namespace Tincan.Cli.Commands;

/// <summary>The options of every client.</summary>
internal sealed class ClientSettings
{
    private readonly Option<TimeSpan> _connectTimeout = Opt.Time(
        "--connect-timeout", TimeSpan.FromSeconds(10), "How long all addresses of the host together may take to answer. Then exit 3.");

    private readonly Option<TimeSpan> _idle;

    public ClientSettings(Command command, TimeSpan idle)
    {
        _idle = Opt.Time("--idle", idle, "How long the server may keep us waiting. Then what had come is written, and exit 4.");
        command.Add(_idle);
        command.Add(_connectTimeout);
    }

    /// <summary>Makes connections to a server, with this client's patience.</summary>
    public Func<CancellationToken, Task<Wire>> Connect(ParseResult parsed, HostPort server)
    {
        var connector = new Connector(parsed.GetValue(_connectTimeout));
        var idle = parsed.GetValue(_idle);
        return async cancel => new IdleLimitWire(await connector.ConnectAsync(server, cancel), idle);
    }
}
