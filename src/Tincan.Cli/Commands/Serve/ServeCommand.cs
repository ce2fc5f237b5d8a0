using System.CommandLine;
using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Commands.Serve;

/// <summary><c>tincan serve</c>: one of the classic small servers.</summary>
internal sealed class ServeCommand : Command, IShown
{
    public ServeCommand()
        : base("serve", "Run one of the classic small servers. The first line of output says where it listens.")
    {
        Add(new ServeWelcomeCommand());
        Add(new ServeReverseCommand());
        Add(TalkServerCommand.OnLoopback());
        Add(new ServeEchoCommand());
        Add(new ServeNamesCommand());
        Add(new ServeResolverCommand());
        Add(new ServeBookCommand());
    }

    public string Usage => "SERVER";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan serve reverse", $"on 127.0.0.1:{Ports.Reverse}"),
        ("tincan serve echo --listen :0", "on a free port of 127.0.0.1; the first line says which"),
        ("tincan serve book --book book.csv --listen '*:8080'", "on every address"),
    ];
}
