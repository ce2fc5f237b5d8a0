using Tincan.Faults.InForce;
using Tincan.Wires.Links;
using Tincan.Wires.Tls;

namespace Tincan.Cli.SharedOptions;

/// <summary>The options of every client, which are added to its command.</summary>
/// <param name="command">The command.</param>
/// <param name="idle">The default of the idle timeout.</param>
/// <param name="codec">The codec that finds messages; null for a line-based client, which gets the options for lines.</param>
internal sealed class ClientSettings(Command command, TimeSpan idle, MessageCodec? codec = null)
{
    private readonly ClientPlan _usual = new() { IdleTimeout = idle };

    // In the order of the help.
    private readonly SettingOptions<LineOptions>? _lines = codec is null ? new(command, LineSettings.OfClient, new LineOptions()) : null;
    private readonly SettingOptions<ClientPlan> _settings = new(command, ClientPlan.Settings, new ClientPlan { IdleTimeout = idle });
    private readonly WatchSettings _watch = new(command);
    private readonly SettingOptions<MessageOptions> _messages = new(command, MessageOptions.Settings, new MessageOptions());
    private readonly FaultSettings _faults = new(command);

    /// <summary>The output option of clients that write answers.</summary>
    public static Option<string?> Output() => NewOption.OutputFile("-o", "Write the answers to this file, one per line. Default: standard output.");

    /// <summary>How lines are read and written.</summary>
    public LineOptions Lines(ParseResult parsed) => _lines!.Read(parsed, new LineOptions());

    /// <summary>The idle timeout.</summary>
    public TimeSpan Idle(ParseResult parsed) => Read(parsed).IdleTimeout;

    /// <summary>Starts recording and drawing, if the options ask for it.</summary>
    public Watching Watch(ParseResult parsed) => _watch.Start(parsed);

    /// <summary>Starts the faults of the command line; null if there are none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="watching">The recording, which notes them.</param>
    /// <param name="cancel">Ends the faults, so that a client that gives up does not wait for bytes that they hold.</param>
    public FaultInjector? Disturb(ParseResult parsed, Watching watching, CancellationToken cancel)
    {
        var faults = _faults.Start(parsed);
        FaultSettings.Note(faults, watching.Recorder);
        cancel.UnsafeRegister(static faults => ((FaultInjector?)faults)?.Dispose(), faults);
        return faults;
    }

    /// <summary>Whether the client uses TLS.</summary>
    public bool IsTls(ParseResult parsed) => Read(parsed).Tls is not null;

    /// <summary>Returns a function that connects to the server, with this client's timeouts.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="server">The server's address.</param>
    /// <param name="watching">Records the traffic.</param>
    /// <param name="faults">The faults to inject; null for none.</param>
    public Func<CancellationToken, Task<Wire>> Connect(ParseResult parsed, WireAddress server, Watching watching, FaultInjector? faults)
    {
        var plan = Read(parsed);
        if (plan.Tls?.WhyNotChecked(server) is { } problem)
        {
            throw new UsageException($"{problem}: add --tls-name NAME");
        }

        var connect = TlsClientPlan.Connector(plan.Tls, plan.ConnectTimeout, static file => file.Value, out _);
        connect = plan.Tls is null ? TlsClient.WithoutTls(connect) : connect;
        var found = _messages.Read(parsed, new MessageOptions()).Codec ?? codec ?? LineSettings.CodecOf(Lines(parsed).Dialect);
        FaultSettings.CheckNames(faults, found.Naming is not null);
        var pipeline = new ConnectionPipeline(
            watching.Recorder?.Link(found), faults?.Link(found), ConnectionPipeline.IdleTimeout(plan.IdleTimeout));
        return cancel => pipeline.ConnectAsync(server, connect, cancel);
    }

    private ClientPlan Read(ParseResult parsed) => _settings.Read(parsed, _usual);
}
