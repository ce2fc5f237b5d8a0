using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Cli.Up.Kinds;
using Tincan.Wires;

namespace Tincan.Cli.Up.Plans;

/// <summary>What runs without a file: one service of each kind of conversation, on its well-known port of loopback, from the samples.</summary>
internal static class BuiltInRoster
{
    private const string FirstTable = "names1";
    private const string SecondTable = "names2";

    public static UpPlan Plan => new()
    {
        Folder = Path.Combine(AppContext.BaseDirectory, "samples"),
        Page = new PagePlan(),
        Services =
        [
            new WelcomePlan { Name = "welcome" },
            new ReversePlan { Name = "reverse" },
            new EchoPlan { Name = "echo" },
            new TalkPlan { Name = "talk", Script = new("talk-server.txt") },
            new NamesPlan { Name = FirstTable, Table = new("PROJ2-DNSTS1.txt") },
            new ResolverPlan { Name = "resolver", Upstreams = [new(FirstTable), new(SecondTable)] },
            new NamesPlan { Name = SecondTable, Table = new("PROJ2-DNSTS2.txt"), Listen = new(new HostPort("127.0.0.1", Ports.SecondNames)) },
            new BookPlan { Name = "book", Book = new(new Said<string>("book.csv")) },
        ],
    };
}
