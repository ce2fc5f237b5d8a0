using System.CommandLine;
using Tincan.Cli.Lab;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan lab</c>: the classic experiments, run for real.</summary>
internal sealed class LabCommand : Command, IHasExamples
{
    public LabCommand()
        : base("lab", "Run the classic experiments on loopback, and see why things happen as they do.")
    {
        var list = new Command("list", "Name the experiments.");
        list.SetAction(_ =>
        {
            List();
            return ExitCode.Fine;
        });
        Add(list);
        Add(new LabRunCommand());
    }

    public string Usage => "list | run";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan lab list", "what there is"),
        ("tincan lab run time-wait", "why starting a server again says 'address already in use'"),
        ("tincan lab run all", "all of them, in about 20 s"),
    ];

    private static void List()
    {
        foreach (var experiment in Experiments.All)
        {
            Console.Out.WriteLine($"{experiment.Name,-14} {experiment.Title}");
        }
    }
}
