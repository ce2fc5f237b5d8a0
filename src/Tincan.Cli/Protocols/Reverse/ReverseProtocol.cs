using Tincan.Cli.Services;

namespace Tincan.Cli.Protocols.Reverse;

/// <summary>Greets, then sends each line back reversed.</summary>
internal static class ReverseProtocol
{
    public static Protocol Declared { get; } = new()
    {
        Services = [ReversePlan.Declared],
        Samples = [new ReversePlan { Name = "reverse" }],
        Client = LazyCommand.Of<ReverseCommand>,
        Suites = ["reverse.server", "reverse.client"],
        Demo = ReverseDemo.Part,
    };
}
