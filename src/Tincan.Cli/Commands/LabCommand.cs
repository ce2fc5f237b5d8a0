using Tincan.Cli.Lab;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan lab</c>: experiments on real connections.</summary>
internal sealed class LabCommand : Command, INamedCommand, IHasExamples
{
    public static string CommandName => "lab";

    public static string Does => "Run experiments on real loopback connections, and explain what happens.";

    public LabCommand()
        : base(CommandName, Does)
    {
        var list = new Command("list", "List the experiments.");
        list.SetAction(static _ => List());
        Add(list);
        Add(new LabRunCommand());
    }

    public string Usage => "list | run";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan lab list", "list the experiments"),
        ("tincan lab run time-wait", "why restarting a server fails with 'address already in use'"),
        ("tincan lab run all", "run all experiments, in about 20 s"),
    ];

    private static void List()
    {
        foreach (var experiment in Experiments.All)
        {
            Console.Out.WriteLine($"{experiment.Name,-14} {experiment.Title}");
        }
    }
}
