using System.CommandLine;
using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Terminal;
using Tincan.Protocols.Echo;
using Tincan.Wires;

namespace Tincan.Cli.Commands.Serve;

/// <summary><c>tincan serve echo</c>.</summary>
internal sealed class ServeEchoCommand : Command, IShown
{
    private readonly ServeSettings _serve;

    public ServeEchoCommand()
        : base("echo", "Send back exactly what comes.")
    {
        _serve = new ServeSettings(this, new HostPort("127.0.0.1", Ports.Echo));
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt)));
    }

    public string Usage => "";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan serve echo", $"on 127.0.0.1:{Ports.Echo}"),
        ("tincan serve echo --listen [::1]:7007 --idle-timeout 5m", "on IPv6 loopback, with patience"),
    ];

    private Task<int> RunAsync(ParseResult parsed, Interrupt interrupt) => _serve.RunAsync(parsed, new EchoServer(), interrupt);
}
