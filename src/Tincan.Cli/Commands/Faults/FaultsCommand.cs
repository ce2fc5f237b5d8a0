using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Faults.Plans;

namespace Tincan.Cli.Commands.Faults;

/// <summary><c>tincan faults</c>: lists the faults that can be injected into a connection.</summary>
internal sealed class FaultsCommand : Command, INamedCommand, IHasExamples
{
    private readonly Option<bool> _json = NewOption.Flag("--json", "Write the list as JSON, with all settings of each fault.");

    public static string CommandName => "faults";

    public static string Does => "List the faults that --fault can inject into a connection, and the bugs that they expose.";

    public FaultsCommand()
        : base(CommandName, Does)
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
                Console.Out.Write(FaultKinds.ToJson());
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
        ("tincan faults", "list the faults"),
        ("tincan faults explain split", "what it does, and its settings"),
        ("tincan serve reverse --fault split:every=1", "inject it into all that a server sends and receives"),
    ];

    private static void List(WrappedWriter sheet)
    {
        sheet.Paragraph("Servers, clients and the proxy take --fault NAME or --fault NAME:SETTING=VALUE,...");
        sheet.Table("Faults:", FaultKinds.All.Select(static kind => (kind.Name, $"{kind.Does}\nExposes {kind.Exposes}.")));
        sheet.Line();
        sheet.Paragraph("'tincan faults explain NAME' explains a fault. " + Netem.NotHere);
    }
}
