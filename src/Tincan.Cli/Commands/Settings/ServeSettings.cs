using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Tincan.Cli.Terminal;
using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Cli.Commands;

/// <summary>The options of every server, and how a server is run.</summary>
internal sealed class ServeSettings
{
    private readonly Option<HostPort>? _listen;
    private readonly LimitSettings _limits;
    private readonly string _name;
    private readonly MessageSettings _messages;
    private readonly WatchSettings _watch;
    private readonly FaultSettings _faults;
    private readonly WebSettings _web;
    private readonly Option<LogLevel> _log = Opt.OneOf(
        "--log",
        LogLevel.Information,
        "What is said on standard error. Never a client's bytes.",
        ("debug", LogLevel.Debug),
        ("info", LogLevel.Information),
        ("warn", LogLevel.Warning),
        ("error", LogLevel.Error),
        ("none", LogLevel.None));

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
            _listen = new Option<HostPort>("--listen")
            {
                Description = $"Where to listen. Port 0 lets the system choose; * is every address, IPv4 and IPv6. Default: {listen}.",
                HelpName = "HOST:PORT",
                DefaultValueFactory = _ => listen,
                CustomParser = ParseListen,
            };
            command.Add(_listen);
        }

        _limits = new LimitSettings(command, patience);
        command.Add(_log);
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
    public async Task<int> RunAsync(
        ParseResult parsed, IServer server, Interrupt interrupt, HostPort? listen = null, bool oneAtATime = false, bool mayChangeFaults = false)
    {
        using var faults = _faults.Start(parsed, mayChangeFaults && HasPage(parsed));
        await using var watching = _watch.Start(parsed);
        var listener = await SocketListener.ListenAsync(listen ?? parsed.GetRequiredValue(_listen!), sendBuffer: _limits.SendBuffer(parsed), cancel: interrupt.Token);
        await using var page = await _web.StartAsync(parsed, watching, listener.LocalEndPoint, faults, mayChangeFaults);
        FaultSettings.Tell(faults, watching.Recorder);
        var options = _limits.Read(parsed, new HostOptions
        {
            Name = _name,
            Recorder = watching.Recorder,
            Codec = _messages.OfDrawing(parsed),
            Faults = faults,
            FaultCodec = _messages.OfFaults(parsed),
        });
        if (oneAtATime)
        {
            options = options with { MaxConnections = 1, WhenFull = WhenFull.Wait };
        }

        await using var log = new StderrLog(parsed.GetValue(_log));
        await using var host = Host.Start(listener, server, options, log);
        await Console.Out.WriteLineAsync($"listening on {host.LocalEndPoint}");
        await Console.Out.FlushAsync();
        await await Task.WhenAny(interrupt.WaitAsync(), host.Faulted);

        // First of all: what faults hold back goes on, and only then can conversations end.
        faults?.Dispose();
        await host.StopAsync();
        return interrupt.StoppedExitCode;
    }

    /// <summary>Whether a page will show what goes on.</summary>
    public bool HasPage(ParseResult parsed) => _web.IsAsked(parsed);

    /// <summary>Reads where to listen: <c>host:port</c>, or a port alone, which means loopback.</summary>
    public static bool TryParseListen(
        string text, [NotNullWhen(true)] out HostPort? value, [NotNullWhen(false)] out string? problem) =>
        HostPort.TryParse(text.Contains(':', StringComparison.Ordinal) ? text : $":{text}", out value, out problem);

    private static HostPort ParseListen(ArgumentResult result)
    {
        if (TryParseListen(result.Tokens[0].Value, out var value, out var problem))
        {
            return value;
        }

        result.AddError($"--listen: {problem}");
        return default!;
    }
}
