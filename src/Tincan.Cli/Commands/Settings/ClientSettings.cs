using System.CommandLine;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Faults.InForce;
using Tincan.Wires;
using Tincan.Wires.Links;

namespace Tincan.Cli.Commands.Settings;

/// <summary>The options of every client.</summary>
internal sealed class ClientSettings
{
    private readonly Option<TimeSpan> _connectTimeout = Opt.Time(
        "--connect-timeout", TimeSpan.FromSeconds(10), "How long all addresses of the host together may take to answer, and the TLS handshake after that. Then exit 3.");

    private readonly Option<TimeSpan> _idle;
    private readonly TlsConnectSettings _tls;
    private readonly WatchSettings _watch;
    private readonly FaultSettings _faults;
    private readonly MessageSettings _messages;

    public ClientSettings(Command command, TimeSpan idle, MessageSettings messages)
    {
        _messages = messages;
        _idle = Opt.Time("--idle-timeout", idle, "How long the server may keep us waiting. Then what had come is written, and exit 4.");
        command.Add(_idle);
        command.Add(_connectTimeout);
        _tls = new TlsConnectSettings(command, "the server");
        _watch = new WatchSettings(command);
        _faults = new FaultSettings(command);
    }

    /// <summary>How long the server may be silent.</summary>
    public TimeSpan Idle(ParseResult parsed) => parsed.GetValue(_idle);

    /// <summary>Begins to record, if that was asked for.</summary>
    public Watching Watch(ParseResult parsed) => _watch.Start(parsed);

    /// <summary>Puts faults into force, if any were asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="watching">Is told of them.</param>
    /// <param name="cancel">Heals them: whoever gives up does not wait for what they hold.</param>
    public FaultInjector? Disturb(ParseResult parsed, Watching watching, CancellationToken cancel)
    {
        var faults = _faults.Start(parsed);
        FaultSettings.Tell(faults, watching.Recorder);
        cancel.UnsafeRegister(static faults => ((FaultInjector?)faults)?.Dispose(), faults);
        return faults;
    }

    /// <summary>Whether TLS was asked for.</summary>
    public bool IsTls(ParseResult parsed) => _tls.IsAsked(parsed);

    /// <summary>Makes connections to a server, with this client's patience.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="server">Where to.</param>
    /// <param name="watching">Sees what really goes over the wire.</param>
    /// <param name="faults">What is done to it on purpose; null for nothing.</param>
    public Func<CancellationToken, Task<Wire>> Connect(ParseResult parsed, WireAddress server, Watching watching, FaultInjector? faults)
    {
        var connect = _tls.ClientConnector(parsed, parsed.GetValue(_connectTimeout), out _, server);
        var idle = parsed.GetValue(_idle);
        var pipeline = new ConnectionPipeline(
            watching.Recorder?.Link(_messages.OfDrawing(parsed)),
            faults?.Link(_messages.OfFaults(parsed)),
            connection => new IdleTimeoutLink(connection, idle));
        return cancel => pipeline.ConnectAsync(server, connect, cancel);
    }
}
