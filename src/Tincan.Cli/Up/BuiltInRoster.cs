using Tincan.Cli.Protocols;
using Tincan.Cli.Services;

namespace Tincan.Cli.Up;

/// <summary>The plan of <c>tincan up</c> without a file: the sample services of all protocols, on loopback.</summary>
internal static class BuiltInRoster
{
    public static ServiceGroup Plan => new()
    {
        Folder = Path.Combine(AppContext.BaseDirectory, "samples"),
        Page = new PagePlan(),
        Services = [.. ProtocolList.All.SelectMany(static protocol => protocol.Samples)],
    };
}
