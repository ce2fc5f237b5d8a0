using System.CommandLine.Completions;
using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Settings;

namespace Tincan.Cli.Commands.Faults;

/// <summary><c>tincan faults explain</c>: explains a fault and its settings.</summary>
internal sealed class ExplainFaultCommand : Command, IHasExamples
{
    private static readonly IEnumerable<string> Names =
        FaultKinds.All.Select(static kind => kind.Name).Concat(FaultKinds.Impossible.Select(static fault => fault.Name));

    private readonly Argument<string> _name = new("NAME");

    public ExplainFaultCommand()
        : base("explain", "Explain a fault: what it does, which bugs it exposes, and its settings.")
    {
        _name.CompletionSources.Add(static _ => Names.Select(static name => new CompletionItem(name)));
        Add(_name);
        SetAction((parsed, _) => Failure.GuardAsync(_ => Task.FromResult(Explain(parsed.GetRequiredValue(_name)))));
    }

    public string Usage => "NAME";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan faults explain split", "a fault"),
        ("tincan faults explain loss", "why there is no such fault, and what to use instead"),
    ];

    private static int Explain(string name)
    {
        var sheet = new WrappedWriter(Console.Out);
        if (FaultKinds.Find(name) is { } kind)
        {
            Explain(sheet, kind);
        }
        else if (FaultKinds.Impossible.FirstOrDefault(fault => fault.Name == name) is { Name: not null } impossible)
        {
            Netem.Explain(sheet, impossible);
        }
        else
        {
            throw new UsageException($"there is no fault '{name}'; {DidYouMean.Hint(name, Names, "see 'tincan faults'")}");
        }

        return ExitCode.Fine;
    }

    private static void Explain(WrappedWriter sheet, FaultKind kind)
    {
        sheet.Paragraph($"{kind.Name}: {kind.Does}");
        sheet.Paragraph($"It exposes {kind.Exposes}.");
        sheet.Line();
        sheet.Line("Examples:");
        sheet.Line($"  tincan serve reverse --watch --fault {kind.Example.Fault}");
        sheet.Line($"      {kind.Example.Meaning}");
        sheet.Line($"  tincan proxy :5000 localhost:50007 --watch --fault {kind.Example.Fault}");
        sheet.Line("      the same, between any client and any server");
        sheet.Table("Settings:", Rows(kind, kind.Own));
        sheet.Table("When the fault applies (all conditions together):", Rows(kind, kind.Triggers));
        sheet.Table("When it ends (whichever comes first):", Rows(kind, kind.Ends));
        foreach (var group in kind.Meaningless.GroupBy(static pair => pair.Value, static pair => pair.Key))
        {
            sheet.Line();
            sheet.Paragraph($"It takes no {string.Join(", ", group)}: {group.Key}.");
        }

        if (kind.Alternatives.Count > 0)
        {
            sheet.Line();
            sheet.Paragraph($"Only one of {string.Join(", ", kind.Alternatives)} can be set.");
        }

        sheet.Line();
        sheet.Paragraph("Several faults apply in the order in which they are written, for each direction separately: the second one gets the bytes that "
            + "the first one passes on. docs/faults.md explains what counts as a message.");
    }

    private static IEnumerable<(string Name, string Meaning)> Rows(FaultKind kind, IEnumerable<Setting<Fault>> settings) =>
        settings.Select(setting => (setting.Key, $"{setting.Meaning}\n{Values(setting, setting.Of(kind.Default))}"));

    private static string Values(Setting<Fault> setting, string? defaultValue) =>
        $"Takes {setting.Values}.{(defaultValue is null ? "" : $" Default: {defaultValue}.")}";
}
