using System.CommandLine;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Faults.Plans;

namespace Tincan.Cli.Commands.Faults;

/// <summary><c>tincan faults</c>: what can be done to a connection on purpose.</summary>
internal sealed class FaultsCommand : Command, IHasExamples
{
    private readonly Option<bool> _json = Opt.Flag("--json", "List them as JSON, with all that can be said of each.");

    public FaultsCommand()
        : base("faults", "Name the faults that --fault can do to a connection, and the bugs that they bring to light.")
    {
        Add(_json);
        Add(new ExplainFaultCommand());
        var schema = new Command("schema", "Write the JSON schema of a fault plan.");
        schema.SetAction(static _ => Console.Out.Write(FaultPlan.JsonSchema()));
        Add(schema);
        SetAction(parsed =>
        {
            if (parsed.GetValue(_json))
            {
                Console.Out.Write(FaultKindsWriter.Write());
            }
            else
            {
                List(new WrappedWriter(Console.Out));
            }
        });
    }

    public string Usage => "[explain NAME | schema]";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan faults", "what there is"),
        ("tincan faults explain split", "what it does, what can be said of it, and how"),
        ("tincan serve reverse --fault split:every=1", "do it, to all that a server sends and receives"),
    ];

    private static void List(WrappedWriter sheet)
    {
        sheet.Paragraph("Written as --fault NAME or --fault NAME:SETTING=VALUE,... on every server, every client and the proxy.");
        sheet.Table("Faults:", FaultKinds.All.Select(static kind => (kind.Name, $"{kind.Does}\nExposes {kind.Exposes}.")));
        sheet.Line();
        sheet.Paragraph("'tincan faults explain NAME' says more. " + Netem.NotHere);
    }
}
