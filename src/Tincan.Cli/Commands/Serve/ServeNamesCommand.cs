using System.CommandLine;
using Tincan.Cli.Terminal;
using Tincan.Framing;
using Tincan.Names;
using Tincan.Wires;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan serve names</c>.</summary>
internal sealed class ServeNamesCommand : Command, IShown
{
    private readonly Option<string> _table = new("--table")
    {
        Description = "The table: one 'NAME IPv4 A' a line, # for comments.",
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
        var table = NameTable.Load(parsed.GetRequiredValue(_table));
        return _serve.RunAsync(parsed, new TableServer(table, parsed.GetRequiredValue(_edition), _lines.Read(parsed)), interrupt);
    }
}
