using System.CommandLine;
using Tincan.Cli.Protocols;
using Tincan.Cli.Services;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan serve</c>: one of the classic small servers.</summary>
internal sealed class ServeCommand : Command, IShown
{
    public ServeCommand()
        : base("serve", "Run one of the classic small servers. The first line of output says where it listens.")
    {
        foreach (var kind in ProtocolList.Services)
        {
            Add(new ServiceCommand(kind));
        }
    }

    public string Usage => "SERVER";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan serve reverse", "on 127.0.0.1:50007"),
        ("tincan serve echo --listen :0", "on a free port of 127.0.0.1; the first line says which"),
        ("tincan serve book --book book.csv --listen '*:8080'", "on every address"),
    ];
}
