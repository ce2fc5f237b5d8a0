using System.CommandLine;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Faults.InForce;
using Tincan.Wires.Links;
using Tincan.Wires.Tls;

namespace Tincan.Cli.SharedOptions;

/// <summary>The options of every client.</summary>
internal sealed class ClientSettings
{
    private readonly SettingOptions<ClientPlan> _settings;
    private readonly SettingOptions<LineOptions>? _lines;
    private readonly ClientPlan _usual;
    private readonly MessageCodec? _codec;
    private readonly WatchSettings _watch;
    private readonly FaultSettings _faults;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="idle">How long the server may be silent by default.</param>
    /// <param name="codec">What counts as a message; null if it speaks lines, which has options of its own.</param>
    public ClientSettings(Command command, TimeSpan idle, MessageCodec? codec = null)
    {
        (_codec, _usual) = (codec, new ClientPlan { IdleTimeout = idle });
        _lines = codec is null ? new SettingOptions<LineOptions>(command, LineSettings.OfClient, new LineOptions()) : null;
        _settings = new SettingOptions<ClientPlan>(command, ClientPlan.Settings, _usual);
        _watch = new WatchSettings(command);
        _faults = new FaultSettings(command);
    }

    /// <summary>The option of clients that write answers.</summary>
    public static Option<string?> Output() => Opt.OutputFile("-o", "Where the answers go, one a line. Default: standard output.");

    /// <summary>How lines are read and written.</summary>
    public LineOptions Lines(ParseResult parsed) => _lines!.Read(parsed, new LineOptions());

    /// <summary>How long the server may be silent.</summary>
    public TimeSpan Idle(ParseResult parsed) => Read(parsed).IdleTimeout;

    /// <summary>Begins to record, if that was asked for.</summary>
    public Watching Watch(ParseResult parsed) => _watch.Start(parsed);

    /// <summary>Puts faults into force, if any were asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="watching">Is told of them.</param>
    /// <param name="cancel">Heals them: whoever gives up does not wait for what they hold.</param>
    public FaultInjector? Disturb(ParseResult parsed, Watching watching, CancellationToken cancel)
    {
        var faults = _faults.Start(parsed);
        FaultSettings.Note(faults, watching.Recorder);
        cancel.UnsafeRegister(static faults => ((FaultInjector?)faults)?.Dispose(), faults);
        return faults;
    }

    /// <summary>Whether TLS was asked for.</summary>
    public bool IsTls(ParseResult parsed) => Read(parsed).Tls is not null;

    /// <summary>Makes connections to a server, with this client's patience.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="server">Where to.</param>
    /// <param name="watching">Sees what really goes over the wire.</param>
    /// <param name="faults">What is done to it on purpose; null for nothing.</param>
    public Func<CancellationToken, Task<Wire>> Connect(ParseResult parsed, WireAddress server, Watching watching, FaultInjector? faults)
    {
        var plan = Read(parsed);
        if (plan.Tls?.WhyNotChecked(server) is { } problem)
        {
            throw new UsageException($"{problem}: set --tls-name too");
        }

        var connect = TlsClientPlan.Connector(plan.Tls, plan.ConnectTimeout, static file => file.Value, out _);
        connect = plan.Tls is null ? PlainWire.Around(connect) : connect;
        var codec = _codec ?? LineSettings.CodecOf(Lines(parsed).Dialect);
        var pipeline = new ConnectionPipeline(
            watching.Recorder?.Link(codec), faults?.Link(codec), connection => new IdleTimeoutLink(connection, plan.IdleTimeout));
        return cancel => pipeline.ConnectAsync(server, connect, cancel);
    }

    private ClientPlan Read(ParseResult parsed) => _settings.Read(parsed, _usual);
}
