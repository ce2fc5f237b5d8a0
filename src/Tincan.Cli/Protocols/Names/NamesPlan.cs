using Tincan.Cli.Services;
using Tincan.Protocols.Names;

namespace Tincan.Cli.Protocols.Names;

/// <summary>A server that answers names that are in a table, and sends nothing for others.</summary>
internal sealed record NamesPlan : EditionPlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<NamesPlan>("names", "Answer names that are in a table, and send nothing for others.", 50010)
    {
        Examples =
        [
            ("tincan serve names --table PROJ2-DNSTS1.txt", "on 127.0.0.1:50010"),
            ("tincan serve names --table PROJ2-DNSTS2.txt --listen :0", "a second one, on a free port"),
        ],
    }
        .WithRequired("table", "The table file: one 'NAME IPv4 A' per line, # for comments. Reloaded when it changes, and on SIGHUP.",
            SettingForms.File, static plan => plan.Table, static (plan, file) => plan with { Table = file })
        .With(EditionSetting)
        .With(LineSettings);

    public override ServiceKind Kind => Declared;

    public Located<string>? Table { get; init; }

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel)
    {
        var table = preparation.Load(Table!.Value, NameTable.Load, static table => table.Count == 1 ? "1 record" : $"{table.Count} records");
        return new(new Prepared(new TableServer(table.Content, Edition, Lines), table.Description));
    }
}
