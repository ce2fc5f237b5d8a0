using System.CommandLine;
using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Terminal;
using Tincan.Framing;
using Tincan.Protocols.Talk;
using Tincan.Wires;

namespace Tincan.Cli.Commands.Serve;

/// <summary><c>tincan talk server</c> and <c>tincan serve talk</c>: waits for callers, one at a time.</summary>
internal sealed class TalkServerCommand : Command, IShown
{
    private readonly Argument<int?>? _port;
    private readonly ServeSettings _serve;
    private readonly LineSettings _lines;

    /// <summary><c>talk server PORT</c>: on all addresses, as the assignment asks.</summary>
    public TalkServerCommand()
        : this("server", HostPort.AnyHost)
    {
        _port = new Argument<int?>("PORT") { Arity = ArgumentArity.ZeroOrOne, HelpName = "PORT" };
        _port.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && !HostPort.TryCreate("", word.Value, out _, out var problem))
            {
                result.AddError(problem);
            }
        });
        Add(_port);
    }

    private TalkServerCommand(string name, string host)
        : base(name, "Wait for callers and talk to them in turns, one at a time; the next one waits, connected, until it is served.")
    {
        _lines = new LineSettings(this, Dialect.Auto);
        _serve = new ServeSettings(this, new HostPort(host, Ports.Talk), Timeout.InfiniteTimeSpan, MessageSettings.Lines(_lines), name: "talk");
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt)));
    }

    /// <summary><c>serve talk</c>: on loopback, as every <c>serve</c>.</summary>
    public static TalkServerCommand OnLoopback() => new("talk", "127.0.0.1");

    public string Usage => _port is null ? "" : "[PORT]";

    public IReadOnlyList<(string Line, string Meaning)> Examples => _port is null
        ? [("tincan serve talk", $"on 127.0.0.1:{Ports.Talk}"), ("tincan serve talk --listen '*:5000'", "on every address")]
        : [("tincan talk server 50009", "on every address"), ("tincan talk server --listen 127.0.0.1:50009", "on one address only")];

    private async Task<int> RunAsync(ParseResult parsed, Interrupt interrupt)
    {
        await using var talker = new ConsoleTalker();
        var listen = _port is not null && parsed.GetValue(_port) is { } port ? new HostPort(HostPort.AnyHost, port) : null;
        return await _serve.RunAsync(parsed, new TalkServer(talker, _lines.Read(parsed), talker), interrupt, listen, oneAtATime: true);
    }
}
