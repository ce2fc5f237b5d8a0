using System.CommandLine;
using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Protocols.Welcome;
using Tincan.Wires;

namespace Tincan.Cli.Commands.Serve;

/// <summary><c>tincan serve welcome</c>.</summary>
internal sealed class ServeWelcomeCommand : Command, IShown
{
    private readonly Option<string?> _greeting = Opt.Text(
        "--greeting", "TEXT", $"What is said on accept, with nothing after it. Default: '{WelcomeServer.ClassicGreeting}'. Empty says nothing.");

    private readonly ServeSettings _serve;

    public ServeWelcomeCommand()
        : base("welcome", "Greet every client and close.")
    {
        Add(_greeting);
        _serve = new ServeSettings(this, new HostPort("127.0.0.1", Ports.Welcome));
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt)));
    }

    public string Usage => "";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan serve welcome", $"on 127.0.0.1:{Ports.Welcome}"),
        ("tincan serve welcome --greeting 'Hello!'", "with another greeting"),
    ];

    private Task<int> RunAsync(ParseResult parsed, Interrupt interrupt) =>
        _serve.RunAsync(parsed, new WelcomeServer(parsed.GetValue(_greeting) ?? WelcomeServer.ClassicGreeting), interrupt);
}
