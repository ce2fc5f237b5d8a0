using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Protocols.Names;

namespace Tincan.Cli.Up.Kinds;

/// <summary>Answers the names of a table, and says nothing at all about others.</summary>
internal sealed record NamesPlan : EditionPlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<NamesPlan>(
        "names", "Answers the names of a table, and says nothing at all about others.", Ports.Names)
        .With(
            "table",
            "The table: one 'NAME IPv4 A' a line, # for comments. Taken anew when it changes.",
            SettingForms.File,
            static plan => plan.Table,
            static (plan, file) => plan with { Table = file },
            isRequired: true)
        .WithEdition()
        .WithLines();

    /// <summary>What a table holds, in a few words.</summary>
    public static string Describe(NameTable table) => table.Count == 1 ? "1 record" : $"{table.Count} records";

    public override ServiceKind Kind => Declared;

    public Said<string>? Table { get; init; }

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel)
    {
        var table = preparation.Load(Table!.Value, NameTable.Load, Describe);
        return new(new Prepared(new TableServer(table.Content, Edition, Lines), table.Description));
    }
}
