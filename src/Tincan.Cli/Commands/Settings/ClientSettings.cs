using System.CommandLine;
using Tincan.Cli.Terminal;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Cli.Commands;

/// <summary>The options of every client.</summary>
internal sealed class ClientSettings
{
    private readonly Option<TimeSpan> _connectTimeout = Opt.Time(
        "--connect-timeout", TimeSpan.FromSeconds(10), "How long all addresses of the host together may take to answer. Then exit 3.");

    private readonly Option<TimeSpan> _idle;
    private readonly WatchSettings _watch;
    private readonly MessageCodec? _codec;

    public ClientSettings(Command command, TimeSpan idle, MessageCodec? codec = null)
    {
        _codec = codec;
        _idle = Opt.Time("--idle", idle, "How long the server may keep us waiting. Then what had come is written, and exit 4.");
        command.Add(_idle);
        command.Add(_connectTimeout);
        _watch = new WatchSettings(command);
    }

    /// <summary>Begins to record, if that was asked for.</summary>
    public Watching Watch(ParseResult parsed) => _watch.Start(parsed);

    /// <summary>Makes connections to a server, with this client's patience.</summary>
    public Func<CancellationToken, Task<Wire>> Connect(ParseResult parsed, HostPort server, Watching watching)
    {
        var connector = new Connector(parsed.GetValue(_connectTimeout));
        var idle = parsed.GetValue(_idle);
        return async cancel =>
        {
            var wire = await connector.ConnectAsync(server, cancel);
            var limited = new IdleLimitWire(wire, idle);
            var record = watching.Recorder?.Open(ObservedSide.Client, _codec);
            record?.Opened($"{wire.LocalEndPoint} to {wire.RemoteEndPoint}");
            return record?.Wrap(limited) ?? limited;
        };
    }
}
