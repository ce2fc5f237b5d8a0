using Tincan.Cli.Services;

namespace Tincan.Cli.Protocols.Names;

/// <summary>Names and their addresses: table servers, and a resolver that asks them all.</summary>
internal static class NamesProtocol
{
    public static Protocol Declared { get; } = new()
    {
        Services = [NamesPlan.Declared, ResolverPlan.Declared],
        Samples =
        [
            new NamesPlan { Name = "names1", Table = new("PROJ2-DNSTS1.txt") },
            new ResolverPlan { Name = "resolver", Upstreams = [new("names1"), new("names2")] },
            new NamesPlan { Name = "names2", Table = new("PROJ2-DNSTS2.txt"), Listen = new(new HostPort("127.0.0.1", 50012)) },
        ],
        Client = LazyCommand.Of<ResolveCommand>,
        Suites = ["names.server", "resolver.server", "resolver.client"],
        Demo = NamesDemo.Part,
    };
}
