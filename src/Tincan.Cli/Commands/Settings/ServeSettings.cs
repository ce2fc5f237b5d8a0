using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Tincan.Cli.Settings;
using Tincan.Cli.Telemetry;
using Tincan.Cli.Terminal;
using Tincan.Hosting;
using Tincan.Reloading;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace Tincan.Cli.Commands.Settings;

/// <summary>The options of every server, and how a server is run.</summary>
internal sealed class ServeSettings
{
    private readonly Option<WireAddress>? _listen;
    private readonly Option<UnixFileMode> _socketMode = new("--socket-mode")
    {
        Description = "Permissions of the file of a Unix socket, as chmod takes them: who may write to it may connect. Default: 0600.",
        HelpName = "OCTAL",
        CustomParser = static result =>
        {
            var text = result.Tokens[0].Value;
            if (SocketModeForm.TryParse(text, out var mode))
            {
                return mode.Value;
            }

            result.AddError($"--socket-mode: '{text}' is not a mode: write {SocketModeForm.Right}");
            return default;
        },
    };

    private readonly LimitSettings _limits;
    private readonly TlsServeSettings _tls;
    private readonly string _name;
    private readonly MessageSettings _messages;
    private readonly WatchSettings _watch;
    private readonly FaultSettings _faults;
    private readonly WebSettings _web;
    private readonly Option<LogLevel> _log = Opt.OneOf(
        "--log",
        LogLevel.Information,
        "What is said on standard error. Never a client's bytes.",
        LogLevels.All);

    private readonly Option<LogFormat> _logFormat = Opt.OneOf(
        "--log-format",
        LogFormat.Auto,
        "How the log is written: for people, or a JSON object a line; auto is for people on a terminal, JSON otherwise.",
        LogForm.Words);

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="listen">Where to listen by default; null if the command says it by other means.</param>
    /// <param name="patience">The default of the times in which a client keeps the server waiting; null for those of every server.</param>
    /// <param name="messages">What counts as a message.</param>
    /// <param name="name">What the service is called in telemetry; null if it is what the command is called.</param>
    public ServeSettings(Command command, HostPort? listen, TimeSpan? patience = null, MessageSettings? messages = null, string? name = null)
    {
        _name = name ?? command.Name;
        _messages = messages ?? MessageSettings.None;
        if (listen is not null)
        {
            _listen = new Option<WireAddress>("--listen")
            {
                Description = $"Where to listen. Port 0 lets the system choose; * is every address, IPv4 and IPv6; unix:PATH is a Unix socket. Default: {listen}.",
                HelpName = "HOST:PORT|unix:PATH",
                DefaultValueFactory = _ => listen,
                CustomParser = ParseListen,
            };
            command.Add(_listen);
        }

        command.Add(_socketMode);
        _limits = new LimitSettings(command, patience);
        command.Add(_log);
        command.Add(_logFormat);
        _tls = new TlsServeSettings(command);
        _watch = new WatchSettings(command);
        _web = new WebSettings(command);
        _faults = new FaultSettings(command);
    }

    /// <summary>Listens, says where, and serves until a signal comes.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="server">What is said to clients.</param>
    /// <param name="interrupt">The signals.</param>
    /// <param name="listen">Where to listen, if the command says so by other means than the option.</param>
    /// <param name="oneAtATime">Serves one client, and lets the next one wait.</param>
    /// <param name="mayChangeFaults">Lets the page change the faults, if there is a page.</param>
    /// <param name="files">The files that the server answers from, taken anew when they change and on SIGHUP, as those of its TLS are.</param>
    /// <param name="reporting">What the operator is told by, if something else already uses it.</param>
    /// <param name="starting">What is done first when nothing is in the way any more.</param>
    /// <param name="whenInUse">What the error says besides if somebody else listens there.</param>
    public async Task<int> RunAsync(
        ParseResult parsed,
        IServer server,
        Interrupt interrupt,
        WireAddress? listen = null,
        bool oneAtATime = false,
        bool mayChangeFaults = false,
        IEnumerable<ReloadedFile>? files = null,
        Reporting? reporting = null,
        Action? starting = null,
        string? whenInUse = null)
    {
        await using var own = reporting is null ? Report(parsed) : null;
        var telling = reporting ?? own!;
        var log = Log(telling);
        var tls = _tls.Open(parsed, log);
        using var faults = _faults.Start(parsed, mayChangeFaults && HasPage(parsed));
        await using var watching = _watch.Start(parsed);
        WireListener listener = await ListenAsync(parsed, listen ?? Place(parsed), whenInUse, interrupt.Token);
        await using var page = await _web.StartAsync(parsed, watching, listener.LocalEndPoint, faults, mayChangeFaults);
        FaultSettings.Tell(faults, watching.Recorder);
        var options = _limits.Read(parsed, new HostOptions
        {
            Name = _name,
            Pipeline = new(watching.Recorder?.Link(_messages.OfDrawing(parsed)), faults?.Link(_messages.OfFaults(parsed))),
        });
        if (oneAtATime)
        {
            options = options with { MaxConnections = 1, WhenFull = WhenFull.Wait };
        }

        ReloadedFile[] inUse = [.. files ?? [], .. tls is null ? Array.Empty<ReloadedFile>() : [tls.Files]];
        using var reloader = new Reloader(inUse, log, TimeProvider.System);
        using var hangup = inUse.Length == 0 ? null : new Hangup(() => ServiceManager.Reload(reloader.Reload));
        starting?.Invoke();
        await using var host = Host.Start(tls?.Wrap(listener) ?? listener, server, options, log);
        StandardStreams.Announce($"listening on {host.LocalEndPoint}");
        ServiceManager.Ready();
        await await Task.WhenAny(interrupt.WaitAsync(), host.Faulted);

        ServiceManager.Stopping();

        // First of all: what faults hold back goes on, and only then can conversations end.
        faults?.Dispose();
        await host.StopAsync();
        await telling.ExportRestAsync();
        return interrupt.StoppedExitCode;
    }

    /// <summary>Begins to tell the operator what was asked for.</summary>
    public Reporting Report(ParseResult parsed) => Reporting.Start(parsed.GetValue(_log), parsed.GetValue(_logFormat));

    /// <summary>Where this service's events are said.</summary>
    public ILogger Log(Reporting reporting) => new ServiceLog(reporting.Log, _name, isOneOfMany: false);

    /// <summary>Whether a page will show what goes on.</summary>
    public bool HasPage(ParseResult parsed) => _web.IsAsked(parsed);

    /// <summary>Where the option says to listen.</summary>
    public WireAddress Place(ParseResult parsed) => parsed.GetRequiredValue(_listen!);

    private async Task<SocketListener> ListenAsync(ParseResult parsed, WireAddress address, string? whenInUse, CancellationToken cancel)
    {
        if (parsed.GetResult(_socketMode) is not null && address is not UnixAddress { IsAbstract: false })
        {
            throw new UsageException($"--socket-mode is for a Unix socket with a file: {address} has none");
        }

        var mode = parsed.GetResult(_socketMode) is null ? SocketListener.OwnerOnly : parsed.GetValue(_socketMode);
        try
        {
            return await SocketListener.ListenAsync(address, socketMode: mode, sendBuffer: _limits.SendBuffer(parsed), cancel: cancel);
        }
        catch (ConnectException error) when (whenInUse is not null && error.InnerException is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
        {
            throw new ConnectException($"{error.Message}{whenInUse}", error);
        }
    }

    private static WireAddress ParseListen(ArgumentResult result)
    {
        if (ListenPlace.TryParse(result.Tokens[0].Value, out var value, out var problem))
        {
            return value;
        }

        result.AddError($"--listen: {problem}");
        return default!;
    }
}
