using System.CommandLine;
using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Cli.Up.Kinds;
using Tincan.Framing;
using Tincan.Protocols.Names;
using Tincan.Reloading;
using Tincan.Wires;

namespace Tincan.Cli.Commands.Serve;

/// <summary><c>tincan serve names</c>.</summary>
internal sealed class ServeNamesCommand : Command, IShown
{
    private readonly Option<string> _table = new FileOption<string>("--table", isOutput: false)
    {
        Description = "The table: one 'NAME IPv4 A' a line, # for comments. Taken anew when it changes, and on SIGHUP.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<Edition> _edition = Editions.Option();

    private readonly LineSettings _lines;
    private readonly ServeSettings _serve;

    public ServeNamesCommand()
        : base("names", "Answer the names of a table, and say nothing at all about others.")
    {
        Add(_table);
        Add(_edition);
        _lines = new LineSettings(this, Dialect.Auto);
        _serve = new ServeSettings(this, new HostPort("127.0.0.1", Ports.Names), messages: MessageSettings.Lines(_lines));
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt)));
    }

    public string Usage => "--table FILE";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan serve names --table PROJ2-DNSTS1.txt", $"on 127.0.0.1:{Ports.Names}"),
        ("tincan serve names --table PROJ2-DNSTS2.txt --listen :0", "a second one, on a free port"),
    ];

    private Task<int> RunAsync(ParseResult parsed, Interrupt interrupt)
    {
        var table = new ReloadedFile<NameTable>(parsed.GetRequiredValue(_table), NameTable.Load, NamesPlan.Describe);
        var server = new TableServer(table.Content, parsed.GetRequiredValue(_edition), _lines.Read(parsed));
        return _serve.RunAsync(parsed, server, interrupt, files: [table]);
    }
}
