using System.CommandLine;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan demo</c>: everything at work, in one process.</summary>
internal sealed class DemoCommand : Command, IShown
{
    public DemoCommand()
        : base("demo", "Run every conversation end to end, in one process on free ports, and check every result.")
    {
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => Task.FromResult(0)));
    }

    public string Usage => "[PART...]";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } = [("tincan demo", "all parts")];
}
